CREATE TABLE IF NOT EXISTS alembic_version (
	version_num VARCHAR(32) NOT NULL,
	PRIMARY KEY (version_num)
) COMMENT 'MlTrack: being made';
CREATE TABLE IF NOT EXISTS experiments (
	experiment_id INTEGER NOT NULL AUTO_INCREMENT,
	name VARCHAR(256) NOT NULL,
	artifact_location VARCHAR(256),
	lifecycle_stage VARCHAR(32),
	creation_time BIGINT,
	last_update_time BIGINT,
	PRIMARY KEY (experiment_id),
	UNIQUE (name),
	CONSTRAINT experiments_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted'))
);
CREATE TABLE IF NOT EXISTS runs (
	run_uuid VARCHAR(32) NOT NULL,
	name VARCHAR(250),
	source_type VARCHAR(20),
	source_name VARCHAR(500),
	entry_point_name VARCHAR(50),
	user_id VARCHAR(256),
	status VARCHAR(9),
	start_time BIGINT,
	end_time BIGINT,
	source_version VARCHAR(50),
	lifecycle_stage VARCHAR(20),
	artifact_uri VARCHAR(200),
	experiment_id INTEGER,
	deleted_time BIGINT,
	PRIMARY KEY (run_uuid),
	FOREIGN KEY (experiment_id) REFERENCES experiments (experiment_id),
	CONSTRAINT source_type CHECK (source_type IN ('NOTEBOOK', 'JOB', 'LOCAL', 'UNKNOWN', 'PROJECT')),
	CONSTRAINT runs_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')),
	CHECK (status IN ('SCHEDULED', 'FAILED', 'FINISHED', 'RUNNING', 'KILLED'))
);
CREATE TABLE IF NOT EXISTS datasets (
	dataset_uuid VARCHAR(36) NOT NULL,
	experiment_id INTEGER NOT NULL,
	name VARCHAR(500) NOT NULL,
	digest VARCHAR(36) NOT NULL,
	dataset_source_type VARCHAR(36) NOT NULL,
	dataset_source TEXT NOT NULL,
	dataset_schema MEDIUMTEXT,
	dataset_profile MEDIUMTEXT,
	PRIMARY KEY (experiment_id, name, digest),
	INDEX index_datasets_dataset_uuid (dataset_uuid),
	INDEX index_datasets_experiment_id_dataset_source_type (experiment_id, dataset_source_type),
	CONSTRAINT fk_datasets_experiment_id_experiments FOREIGN KEY (experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE
);
CREATE TABLE IF NOT EXISTS experiment_tags (
	`key` VARCHAR(250) NOT NULL,
	value VARCHAR(5000),
	experiment_id INTEGER NOT NULL,
	PRIMARY KEY (`key`, experiment_id),
	FOREIGN KEY (experiment_id) REFERENCES experiments (experiment_id)
);
CREATE TABLE IF NOT EXISTS input_tags (
	input_uuid VARCHAR(36) NOT NULL,
	name VARCHAR(255) NOT NULL,
	value VARCHAR(500) NOT NULL,
	PRIMARY KEY (input_uuid, name)
);
CREATE TABLE IF NOT EXISTS inputs (
	input_uuid VARCHAR(36) NOT NULL,
	source_type VARCHAR(36) NOT NULL,
	source_id VARCHAR(36) NOT NULL,
	destination_type VARCHAR(36) NOT NULL,
	destination_id VARCHAR(36) NOT NULL,
	PRIMARY KEY (source_type, source_id, destination_type, destination_id),
	INDEX index_inputs_input_uuid (input_uuid),
	INDEX index_inputs_destination_type_destination_id_source_type (destination_type, destination_id, source_type)
);
CREATE TABLE IF NOT EXISTS latest_metrics (
	`key` VARCHAR(250) NOT NULL,
	value DOUBLE NOT NULL,
	timestamp BIGINT,
	step BIGINT NOT NULL,
	is_nan TINYINT(1) NOT NULL,
	run_uuid VARCHAR(32) NOT NULL,
	PRIMARY KEY (`key`, run_uuid),
	INDEX index_latest_metrics_run_uuid (run_uuid),
	FOREIGN KEY (run_uuid) REFERENCES runs (run_uuid),
	CHECK (is_nan IN (0, 1))
);
CREATE TABLE IF NOT EXISTS metrics (
	`key` VARCHAR(250) NOT NULL,
	value DOUBLE NOT NULL,
	timestamp BIGINT NOT NULL,
	run_uuid VARCHAR(32) NOT NULL,
	step BIGINT NOT NULL DEFAULT 0,
	is_nan TINYINT(1) NOT NULL DEFAULT 0,
	PRIMARY KEY (`key`, timestamp, step, run_uuid, value, is_nan),
	INDEX index_metrics_run_uuid (run_uuid),
	FOREIGN KEY (run_uuid) REFERENCES runs (run_uuid),
	CHECK (is_nan IN (0, 1)),
	CHECK (is_nan IN (0, 1))
);
CREATE TABLE IF NOT EXISTS registered_models (
	name VARCHAR(256) NOT NULL,
	creation_time BIGINT,
	last_updated_time BIGINT,
	description VARCHAR(5000),
	PRIMARY KEY (name),
	UNIQUE (name)
);
CREATE TABLE IF NOT EXISTS model_versions (
	name VARCHAR(256) NOT NULL,
	version INTEGER NOT NULL,
	creation_time BIGINT,
	last_updated_time BIGINT,
	description VARCHAR(5000),
	user_id VARCHAR(256),
	current_stage VARCHAR(20),
	source VARCHAR(500),
	run_id VARCHAR(32),
	status VARCHAR(20),
	status_message VARCHAR(500),
	run_link VARCHAR(500),
	storage_location VARCHAR(500),
	PRIMARY KEY (name, version),
	FOREIGN KEY (name) REFERENCES registered_models (name) ON UPDATE CASCADE
);
CREATE TABLE IF NOT EXISTS model_version_tags (
	`key` VARCHAR(250) NOT NULL,
	value VARCHAR(5000),
	name VARCHAR(256) NOT NULL,
	version INTEGER NOT NULL,
	PRIMARY KEY (`key`, name, version),
	FOREIGN KEY (name, version) REFERENCES model_versions (name, version) ON UPDATE CASCADE
);
CREATE TABLE IF NOT EXISTS params (
	`key` VARCHAR(250) NOT NULL,
	value VARCHAR(8000) NOT NULL,
	run_uuid VARCHAR(32) NOT NULL,
	PRIMARY KEY (`key`, run_uuid),
	INDEX index_params_run_uuid (run_uuid),
	FOREIGN KEY (run_uuid) REFERENCES runs (run_uuid)
);
CREATE TABLE IF NOT EXISTS registered_model_aliases (
	alias VARCHAR(256) NOT NULL,
	version INTEGER NOT NULL,
	name VARCHAR(256) NOT NULL,
	PRIMARY KEY (name, alias),
	CONSTRAINT registered_model_alias_name_fkey FOREIGN KEY (name) REFERENCES registered_models (name) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE IF NOT EXISTS registered_model_tags (
	`key` VARCHAR(250) NOT NULL,
	value VARCHAR(5000),
	name VARCHAR(256) NOT NULL,
	PRIMARY KEY (`key`, name),
	FOREIGN KEY (name) REFERENCES registered_models (name) ON UPDATE CASCADE
);
CREATE TABLE IF NOT EXISTS tags (
	`key` VARCHAR(250) NOT NULL,
	value VARCHAR(8000),
	run_uuid VARCHAR(32) NOT NULL,
	PRIMARY KEY (`key`, run_uuid),
	INDEX index_tags_run_uuid (run_uuid),
	FOREIGN KEY (run_uuid) REFERENCES runs (run_uuid)
);
CREATE TABLE IF NOT EXISTS trace_info (
	request_id VARCHAR(50) NOT NULL,
	experiment_id INTEGER NOT NULL,
	timestamp_ms BIGINT NOT NULL,
	execution_time_ms BIGINT,
	status VARCHAR(50) NOT NULL,
	PRIMARY KEY (request_id),
	INDEX index_trace_info_experiment_id_timestamp_ms (experiment_id, timestamp_ms),
	CONSTRAINT fk_trace_info_experiment_id FOREIGN KEY (experiment_id) REFERENCES experiments (experiment_id)
);
CREATE TABLE IF NOT EXISTS trace_request_metadata (
	`key` VARCHAR(250) NOT NULL,
	value VARCHAR(8000),
	request_id VARCHAR(50) NOT NULL,
	PRIMARY KEY (`key`, request_id),
	INDEX index_trace_request_metadata_request_id (request_id),
	CONSTRAINT fk_trace_request_metadata_request_id FOREIGN KEY (request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
CREATE TABLE IF NOT EXISTS trace_tags (
	`key` VARCHAR(250) NOT NULL,
	value VARCHAR(8000),
	request_id VARCHAR(50) NOT NULL,
	PRIMARY KEY (`key`, request_id),
	INDEX index_trace_tags_request_id (request_id),
	CONSTRAINT fk_trace_tags_request_id FOREIGN KEY (request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);

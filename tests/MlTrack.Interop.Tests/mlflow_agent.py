"""Asks the real MLflow on behalf of the tests.

Reads one question a line, {"op": "log_param", "uri": "sqlite:////x/y.db", "args": {...}}, and answers one line, {"ok": ...} or
{"error": {"code": MLflow's code, "message": ...}}. Metric values travel as '0x' and the 16 hexadecimal digits of the double (NaN as
'nan'), so that nothing is lost on the way and -0.0 is not 0.0. Ends with its input.
"""

import json
import os
import signal
import sqlite3
import struct
import sys

os.environ.update(MLFLOW_DISABLE_TELEMETRY="true", DO_NOT_TRACK="true", GIT_PYTHON_REFRESH="quiet")
for name in [name for name in os.environ if name.startswith("MLFLOW_") and name != "MLFLOW_DISABLE_TELEMETRY"]:
    del os.environ[name]
if os.getpid() != os.getpgid(0):
    os.setpgid(0, 0)

# Whatever a library prints must not get between the answers.
answers = os.fdopen(os.dup(1), "w", encoding="ascii")
os.dup2(2, 1)

import mlflow  # noqa: E402
from mlflow import MlflowClient  # noqa: E402
from mlflow.entities import Dataset, DatasetInput, InputTag, Metric, Param, RunTag, ViewType  # noqa: E402
from mlflow.exceptions import MlflowException  # noqa: E402

VIEWS = {"ActiveOnly": ViewType.ACTIVE_ONLY, "DeletedOnly": ViewType.DELETED_ONLY, "All": ViewType.ALL}
clients = {}


def to_bits(value):
    return "nan" if value != value else "0x" + struct.pack(">d", value).hex()


def from_bits(value):
    if value == "nan":
        return float("nan")
    if isinstance(value, str) and value.startswith("0x"):
        return struct.unpack(">d", bytes.fromhex(value[2:]))[0]
    return value


def metric(item):
    return Metric(item["key"], from_bits(item["value"]), item["timestamp"], item["step"])


def experiment(e):
    return {
        "id": e.experiment_id,
        "name": e.name,
        "artifact_location": e.artifact_location,
        "lifecycle_stage": e.lifecycle_stage,
        "creation_time": e.creation_time,
        "last_update_time": e.last_update_time,
        "tags": dict(e.tags),
    }


def dataset_input(i):
    d = i.dataset
    return {
        "name": d.name,
        "digest": d.digest,
        "source_type": d.source_type,
        "source": d.source,
        "schema": d.schema,
        "profile": d.profile,
        "tags": {t.key: t.value for t in i.tags},
    }


def run(r):
    i = r.info
    return {
        "id": i.run_id,
        "name": i.run_name,
        "experiment_id": i.experiment_id,
        "status": i.status,
        "start_time": i.start_time,
        "end_time": i.end_time,
        "user_id": i.user_id,
        "lifecycle_stage": i.lifecycle_stage,
        "artifact_uri": i.artifact_uri,
        "params": dict(r.data.params),
        "tags": dict(r.data.tags),
        "metrics": {k: to_bits(v) for k, v in r.data.metrics.items()},
        "inputs": [dataset_input(x) for x in (r.inputs.dataset_inputs if r.inputs else [])],
    }


def history(client, run_id, key):
    return [[to_bits(m.value), m.timestamp, m.step] for m in client.get_metric_history(run_id, key)]


def pages(read):
    found, token = [], None
    while True:
        page = read(token)
        found += page
        token = page.token
        if not token:
            return found


def dump(c, experiment_id=None):
    """Everything that a client can read of a store, or of one experiment."""
    if experiment_id is not None:
        experiments = [c.get_experiment(experiment_id)]
    else:
        experiments = pages(lambda t: c.search_experiments(view_type=ViewType.ALL, page_token=t))
    ids = [e.experiment_id for e in experiments]
    runs = pages(lambda t: c.search_runs(ids, "", ViewType.ALL, 500, page_token=t)) if ids else []
    shown = []
    for r in sorted(runs, key=lambda r: r.info.run_id):
        item = run(r)
        item["history"] = {k: history(c, r.info.run_id, k) for k in sorted(r.data.metrics)}
        shown.append(item)
    return {"experiments": sorted((experiment(e) for e in experiments), key=lambda e: int(e["id"])), "runs": shown}


def version(v):
    return {
        "name": v.name,
        "version": int(v.version),
        "stage": v.current_stage,
        "status": v.status,
        "source": v.source,
        "run_id": v.run_id,
        "run_link": v.run_link,
        "description": v.description,
        "tags": dict(v.tags),
        "aliases": sorted(v.aliases),
        "creation_time": v.creation_timestamp,
        "last_update_time": v.last_updated_timestamp,
    }


def model(m):
    return {
        "name": m.name,
        "description": m.description,
        "tags": dict(m.tags),
        "aliases": {alias: int(number) for alias, number in m.aliases.items()},
        "latest": sorted([int(v.version), v.current_stage] for v in m.latest_versions or []),
        "creation_time": m.creation_timestamp,
        "last_update_time": m.last_updated_timestamp,
    }


def model_info(uri, model_uri):
    """What MLflow makes of a model's folder, by both of its ways."""
    mlflow.set_tracking_uri(uri)
    mlflow.set_registry_uri(uri)
    loaded = mlflow.models.Model.load(model_uri)
    info = mlflow.models.get_model_info(model_uri)
    signature = info.signature.to_dict() if info.signature else None
    return {
        "uuid": info.model_uuid,
        "run_id": info.run_id,
        "flavors": {k: json.loads(json.dumps(v)) for k, v in info.flavors.items()},
        "inputs": json.loads(signature["inputs"]) if signature and signature["inputs"] else None,
        "outputs": json.loads(signature["outputs"]) if signature and signature["outputs"] else None,
        "params": json.loads(signature["params"]) if signature and signature["params"] else None,
        "metadata": info.metadata,
        "created": info.utc_time_created,
        "example": loaded.saved_input_example_info,
        "size": loaded.model_size_bytes,
        "artifact_path": loaded.artifact_path,
    }


def model_example(uri, model_uri):
    """The inputs of a model's signature, and those that MLflow infers from its example as it reads it."""
    mlflow.set_tracking_uri(uri)
    loaded = mlflow.models.Model.load(model_uri)
    example = loaded.load_input_example(mlflow.artifacts.download_artifacts(model_uri))
    inferred = mlflow.models.infer_signature(example)
    return {"inputs": loaded.signature.inputs.to_dict(), "inferred": inferred.inputs.to_dict()}


def dump_registry(c):
    models = pages(lambda t: c.search_registered_models(max_results=50, page_token=t))
    found = pages(lambda t: c.search_model_versions(max_results=50, page_token=t))
    versions = [c.get_model_version(v.name, v.version) for v in sorted(found, key=lambda v: (v.name, int(v.version)))]
    return {
        "models": [model(c.get_registered_model(m.name)) for m in sorted(models, key=lambda m: m.name)],
        "versions": [version(v) for v in versions],
        "places": [c.get_model_version_download_uri(v.name, v.version) for v in versions],
    }


def call_registry(c, op, uri, a):
    """What MLflow's client does for the registry; the last one is its fluent register_model."""
    name, number = a.get("name"), a.get("version")
    if op == "create_model":
        return model(c.create_registered_model(name, a.get("tags"), a.get("description")))["name"]
    if op == "get_model":
        return model(c.get_registered_model(name))
    if op == "update_model":
        c.update_registered_model(name, a["description"])
        return None
    if op == "rename_model":
        c.rename_registered_model(name, a["new_name"])
        return None
    if op == "delete_model":
        return c.delete_registered_model(name)
    if op == "set_model_tag":
        return c.set_registered_model_tag(name, a["key"], a["value"])
    if op == "delete_model_tag":
        return c.delete_registered_model_tag(name, a["key"])
    if op == "set_alias":
        return c.set_registered_model_alias(name, a["alias"], number)
    if op == "delete_alias":
        return c.delete_registered_model_alias(name, a["alias"])
    if op == "get_by_alias":
        return version(c.get_model_version_by_alias(name, a["alias"]))
    if op == "search_models":
        return [m.name for m in c.search_registered_models(a.get("filter"), a.get("max_results", 100), a.get("order_by"))]
    if op == "create_version":
        made = c.create_model_version(name, a["source"], a.get("run_id"), a.get("tags"), a.get("run_link"), a.get("description"))
        return int(made.version)
    if op == "get_version":
        return version(c.get_model_version(name, number))
    if op == "update_version":
        c.update_model_version(name, number, a["description"])
        return None
    if op == "set_stage":
        c.transition_model_version_stage(name, number, a["stage"], a.get("archive", False))
        return None
    if op == "delete_version":
        return c.delete_model_version(name, number)
    if op == "set_version_tag":
        return c.set_model_version_tag(name, str(number), a["key"], a["value"])
    if op == "delete_version_tag":
        return c.delete_model_version_tag(name, str(number), a["key"])
    if op == "search_versions":
        return [f"{v.name}/{v.version}" for v in c.search_model_versions(a.get("filter"), a.get("max_results", 100), a.get("order_by"))]
    if op == "copy_version":
        return int(c.copy_model_version(f"models:/{name}/{number}", a["destination"]).version)
    if op == "register_model":
        mlflow.set_tracking_uri(uri)
        mlflow.set_registry_uri(uri)
        return int(mlflow.register_model(a["source"], name).version)
    if op == "dump_registry":
        return dump_registry(c)
    return NotImplemented


def inspect_schema(uri):
    """The tables as SQLAlchemy sees them, in the form of the reference schema."""
    import sqlalchemy

    engine = sqlalchemy.create_engine(uri)
    view = sqlalchemy.inspect(engine)
    tables = {}
    for t in sorted(view.get_table_names()):
        pk = view.get_pk_constraint(t)
        tables[t] = {
            "columns": [
                {"name": c["name"], "type": str(c["type"]), "nullable": c["nullable"], "default": c["default"]} for c in view.get_columns(t)
            ],
            "primary_key": {"name": pk["name"], "columns": pk["constrained_columns"]},
            "unique": sorted(({"name": u["name"], "columns": u["column_names"]} for u in view.get_unique_constraints(t)), key=str),
            "foreign_keys": sorted(
                (
                    {
                        "name": f["name"],
                        "columns": f["constrained_columns"],
                        "references": f["referred_table"],
                        "referred_columns": f["referred_columns"],
                        "options": f.get("options", {}),
                    }
                    for f in view.get_foreign_keys(t)
                ),
                key=str,
            ),
            "checks": sorted(({"name": k["name"], "sql": k["sqltext"]} for k in view.get_check_constraints(t)), key=str),
            "indexes": sorted(
                ({"name": x["name"], "columns": x["column_names"], "unique": bool(x["unique"])} for x in view.get_indexes(t)), key=str
            ),
        }
    engine.dispose()
    return tables


def sql(uri, statement):
    if not uri.startswith("sqlite:"):
        import sqlalchemy

        engine = sqlalchemy.create_engine(uri)
        with engine.connect() as connection:
            rows = [[to_bits(v) if isinstance(v, float) else v for v in row] for row in connection.exec_driver_sql(statement)]
        engine.dispose()
        return rows
    with sqlite3.connect(uri.removeprefix("sqlite:///"), timeout=30) as connection:
        return [[to_bits(v) if isinstance(v, float) else v for v in row] for row in connection.execute(statement)]


def fluent(uri, run_id=None, experiment_id=None, name=None, steps=3):
    """What a user's script does: start or resume a run in a block, log, and nest a run in it."""
    mlflow.set_tracking_uri(uri)
    # An earlier question may have called set_experiment, which holds for the whole process and speaks against another run's experiment.
    mlflow.tracking.fluent._active_experiment_id = None
    os.environ.pop("MLFLOW_EXPERIMENT_ID", None)
    with mlflow.start_run(run_id=run_id, experiment_id=experiment_id, run_name=name) as outer:
        mlflow.log_params({"fluent.lr": 0.1, "fluent.depth": 3})
        for step in range(steps):
            mlflow.log_metric("fluent.loss", 1.0 / (step + 1), step=step)
        mlflow.set_tag("fluent", "yes")
        mlflow.log_text("fluent text", "fluent/note.txt")
        with mlflow.start_run(run_name="inner", experiment_id=experiment_id, nested=True) as inner:
            mlflow.log_metric("inner.acc", 0.5)
    return {"outer": outer.info.run_id, "inner": inner.info.run_id}


class Echo(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        return model_input


def log_model(uri, name, step=0):
    """What a user's script of MLflow 3 does to log a model."""
    mlflow.set_tracking_uri(uri)
    mlflow.set_registry_uri(uri)
    with mlflow.start_run(experiment_id="0") as r:
        info = mlflow.pyfunc.log_model(python_model=Echo(), name=name, step=step, pip_requirements=["mlflow"])
    return {"run_id": r.info.run_id, "model_id": info.model_id}


def logged_model(c, run_id):
    """The outputs of a run of MLflow 3, and the one model that is among them."""
    outputs = [[o.model_id, o.step] for o in c.get_run(run_id).outputs.model_outputs]
    m = c.get_logged_model(outputs[0][0])
    return {
        "outputs": outputs,
        "id": m.model_id,
        "name": m.name,
        "experiment_id": m.experiment_id,
        "status": str(m.status),
        "run_id": m.source_run_id,
        "location": m.artifact_location,
        "params": dict(m.params),
        "files": sorted(f.path for f in c.list_logged_model_artifacts(m.model_id)),
    }


stores = {}


def search_store(uri, calls):
    """Searches by MLflow's own stores, as a server does: one page each, the ids or the error's code."""
    if uri not in stores:
        import sqlalchemy
        from mlflow.store.db.utils import _upgrade_db
        from mlflow.store.model_registry.sqlalchemy_store import SqlAlchemyStore as RegistryStore
        from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore as TrackingStore

        engine = sqlalchemy.create_engine(uri)
        _upgrade_db(engine)
        engine.dispose()
        stores[uri] = TrackingStore(uri, os.getcwd()), RegistryStore(uri)
    tracking, registry = stores[uri]

    def one(a):
        text, order, most, view = a["filter"], a["order_by"], a["max_results"], VIEWS[a["view"]]
        if a["kind"] == "runs":
            page = tracking.search_runs(a["experiment_ids"], text, view, most, order, None)
            return [r.info.run_id for r in page], page.token
        if a["kind"] == "experiments":
            page = tracking.search_experiments(view, most, text, order, None)
            return [e.experiment_id for e in page], page.token
        if a["kind"] == "models":
            page = registry.search_registered_models(text, most, order, None)
            return [m.name for m in page], page.token
        if a["kind"] == "versions":
            page = registry.search_model_versions(text, most, order, None)
            return [f"{v.name}/{v.version}" for v in page], page.token
        traces, token = tracking.search_traces(a["experiment_ids"], text, most, order, None)
        return [t.request_id for t in traces], token

    answers = []
    for a in calls:
        try:
            ids, token = one(a)
            answers.append({"ids": ids, "more": bool(token)})
        except MlflowException as e:
            answers.append({"error": e.error_code, "message": str(e)[:300]})
        except Exception as e:
            answers.append({"error": f"PYTHON:{type(e).__name__}", "message": str(e)[:300]})
    return answers


def call(c, op, uri, a):
    if op == "create_experiment":
        return c.create_experiment(a["name"], a.get("artifact_location"), a.get("tags"))
    if op == "get_experiment":
        return experiment(c.get_experiment(a["id"]))
    if op == "get_experiment_by_name":
        found = c.get_experiment_by_name(a["name"])
        return experiment(found) if found else None
    if op == "rename_experiment":
        return c.rename_experiment(a["id"], a["name"])
    if op == "delete_experiment":
        return c.delete_experiment(a["id"])
    if op == "restore_experiment":
        return c.restore_experiment(a["id"])
    if op == "set_experiment_tag":
        return c.set_experiment_tag(a["id"], a["key"], a["value"])
    if op == "set_experiment":
        mlflow.set_tracking_uri(uri)
        return mlflow.set_experiment(a["name"]).experiment_id
    if op == "create_run":
        return c.create_run(a["experiment_id"], a.get("start_time"), a.get("tags"), a.get("name")).info.run_id
    if op == "get_run":
        return run(c.get_run(a["run_id"]))
    if op == "log_metric":
        return c.log_metric(a["run_id"], a["key"], from_bits(a["value"]), a.get("timestamp"), a.get("step"))
    if op == "log_param":
        c.log_param(a["run_id"], a["key"], a["value"])
        return None
    if op == "set_tag":
        return c.set_tag(a["run_id"], a["key"], a["value"])
    if op == "delete_tag":
        return c.delete_tag(a["run_id"], a["key"])
    if op == "log_batch":
        return c.log_batch(
            a["run_id"],
            [metric(m) for m in a.get("metrics", [])],
            [Param(k, v) for k, v in a.get("params", [])],
            [RunTag(k, v) for k, v in a.get("tags", [])],
        )
    if op == "update_run":
        return c.update_run(a["run_id"], a.get("status"), a.get("name"))
    if op == "set_terminated":
        return c.set_terminated(a["run_id"], a.get("status"), a.get("end_time"))
    if op == "delete_run":
        return c.delete_run(a["run_id"])
    if op == "restore_run":
        return c.restore_run(a["run_id"])
    if op == "search_runs":
        return [
            r.info.run_id
            for r in c.search_runs(
                a["experiment_ids"], a.get("filter", ""), VIEWS[a.get("view", "ActiveOnly")], a.get("max_results", 1000), a.get("order_by")
            )
        ]
    if op == "search_experiments":
        return [
            e.experiment_id
            for e in c.search_experiments(
                view_type=VIEWS[a.get("view", "ActiveOnly")],
                filter_string=a.get("filter"),
                order_by=a.get("order_by"),
                max_results=a.get("max_results", 1000),
            )
        ]
    if op == "get_metric_history":
        return history(c, a["run_id"], a["key"])
    if op == "log_text":
        return c.log_text(a["run_id"], a["text"], a["file"])
    if op == "log_artifact":
        return c.log_artifact(a["run_id"], a["path"], a.get("artifact_path"))
    if op == "log_artifacts":
        return c.log_artifacts(a["run_id"], a["path"], a.get("artifact_path"))
    if op == "list_artifacts":
        return [[f.path, f.is_dir, f.file_size] for f in c.list_artifacts(a["run_id"], a.get("path"))]
    if op == "download_artifacts":
        return c.download_artifacts(a["run_id"], a["path"], a["destination"])
    if op == "log_many":
        for step in range(a["first"], a["first"] + a["count"]):
            c.log_metric(a["run_id"], a["key"], float(step), step, step)
            if a.get("params"):
                c.log_param(a["run_id"], f"{a['key']}.{step}", step)
        return a["count"]
    if op == "dump":
        return dump(c, a.get("experiment_id"))
    if op == "model_info":
        return model_info(uri, a["model"])
    if op == "log_model":
        return log_model(uri, **a)
    if op == "logged_model":
        return logged_model(c, a["run_id"])
    if op == "model_example":
        return model_example(uri, a["model"])
    if op == "logged_model_tags":
        return dict(c.get_logged_model(a["model_id"]).tags)
    if op == "log_input":
        d = Dataset(a["name"], a["digest"], a["source_type"], a["source"], a.get("schema"), a.get("profile"))
        return c.log_inputs(a["run_id"], [DatasetInput(d, [InputTag(k, v) for k, v in a.get("tags", {}).items()])])
    found = call_registry(c, op, uri, a)
    if found is NotImplemented:
        raise ValueError(f"no such question: {op}")
    return found


def answer(question):
    op, uri, a = question["op"], question.get("uri"), question.get("args") or {}
    if op == "hello":
        return {"version": mlflow.__version__}
    # MLflow's default artifact root is relative: it shall lie beside the database.
    os.chdir(question.get("folder") or os.path.dirname(uri.removeprefix("sqlite:///")))
    if op == "inspect":
        return inspect_schema(uri)
    if op == "sql":
        return sql(uri, a["statement"])
    if op == "search_store":
        return search_store(uri, **a)
    if op == "fluent":
        return fluent(uri, **a)
    if uri not in clients:
        # The registry is named too: register_model sets one for the whole process.
        clients[uri] = MlflowClient(tracking_uri=uri, registry_uri=uri)
    return call(clients[uri], op, uri, a)


def main():
    for line in sys.stdin:
        question = json.loads(line)
        signal.alarm(int(question.get("limit", 120)))
        try:
            reply = {"ok": answer(question)}
        except MlflowException as e:
            reply = {"error": {"code": e.error_code, "message": str(e)[:2000]}}
        except Exception as e:
            reply = {"error": {"code": f"PYTHON:{type(e).__name__}", "message": str(e)[:2000]}}
        signal.alarm(0)
        answers.write(json.dumps(reply) + "\n")
        answers.flush()


main()

"""MLflow's side of the measures.

With no argument it reads a request a line from standard input ({"do": "get_run", "db": ..., ...}) and answers each with one line of
JSON, so that its rounds interleave with the other contenders'. `first DB` measures the first request
of a fresh process after the import.
"""

import contextlib
import json
import logging
import os
import resource
import sys
import time

os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
os.environ.setdefault("DO_NOT_TRACK", "true")

PAGE = 1000  # the default of MlflowClient.search_runs


def milliseconds(started):
    return (time.perf_counter() - started) * 1000


class Watch:
    """Times operations one by one, and what the processors worked for them together."""

    def __init__(self):
        self.times = []
        self.worked = time.process_time()

    def __enter__(self):
        self.started = time.perf_counter()

    def __exit__(self, *_):
        self.times.append(milliseconds(self.started))

    def answer(self, **more):
        worked = (time.process_time() - self.worked) * 1000 / len(self.times)
        return {"ms": self.times, "cpu": worked, **more}


def uri(path):
    """A database's file, or the address of a server."""
    return path if "://" in path else "sqlite:///" + path


def resident():
    """What the process holds now, in MB."""
    with open("/proc/self/statm", encoding="ascii") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize() / 1e6


def peak():
    """The most that the process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


class Session:
    """One client a database, and what a measure keeps between its rounds."""

    def __init__(self):
        import mlflow

        self.mlflow = mlflow
        self.clients = {}
        self.runs = {}
        self.steps = {}

    def client(self, path):
        if path not in self.clients:
            self.clients[path] = self.mlflow.MlflowClient(tracking_uri=uri(path))
        return self.clients[path]

    def open_run(self, path):
        if path not in self.runs:
            client = self.client(path)
            name, location = "bench", os.path.join(os.path.dirname(path), "mlruns")
            if "://" in path:
                name, location = "MLflow's bench", None
            experiment = client.create_experiment(name, artifact_location=location)
            self.runs[path] = client.create_run(experiment).info.run_id
        return self.runs[path]

    def next_steps(self, path, count):
        first = self.steps.get(path, 0)
        self.steps[path] = first + count
        return range(first, first + count)

    def versions(self, _request):
        import sqlite3

        return {"mlflow": self.mlflow.__version__, "python": sys.version.split()[0], "sqlite": sqlite3.sqlite_version}

    def upgrade(self, request):
        """Brings a copy of the data set to this MLflow's own revision."""
        import sqlalchemy
        from mlflow.store.db.utils import _upgrade_db

        engine = sqlalchemy.create_engine(uri(request["db"]))
        _upgrade_db(engine)
        engine.dispose()
        return {}

    def log_metric(self, request):
        path = request["db"]
        client, run = self.client(path), self.open_run(path)
        watch = Watch()
        for step in self.next_steps(path, request["count"]):
            with watch:
                client.log_metric(run, "loss", 1.0 / (step + 1), step=step)
        return watch.answer()

    def log_many(self, request):
        """Rows of one metric by log_batch, the most that one call takes each time."""
        from mlflow.entities import Metric

        path, count = request["db"], request["count"]
        client = self.client(path)
        run = client.create_run(client.get_run(self.open_run(path)).info.experiment_id).info.run_id
        watch = Watch()
        with watch:
            for first in range(1, count + 1, 1000):
                now = int(time.time() * 1000)
                batch = [Metric("loss", float(i), now, i) for i in range(first, min(first + 1000, count + 1))]
                client.log_batch(run, metrics=batch)
        return watch.answer()

    def log_singles(self, request):
        """Metrics one by one, all of them as one operation."""
        path = request["db"]
        client, run = self.client(path), self.open_run(path)
        watch = Watch()
        with watch:
            for step in self.next_steps(path, request["count"]):
                client.log_metric(run, "single", 1.0 / (step + 1), step=step)
        return watch.answer()

    def upload(self, request):
        """A folder, or a file, to a new run; of an experiment at the place that is given, if one is."""
        client = self.client(request["db"])
        if place := request.get("place"):
            experiment = client.create_experiment(os.urandom(8).hex(), artifact_location=place)
        else:
            experiment = client.get_run(self.open_run(request["db"])).info.experiment_id
        run = client.create_run(experiment).info.run_id
        self.uploaded = run
        self.mlflow.set_tracking_uri(uri(request["db"]))
        watch = Watch()
        with watch:
            if request.get("single", False):
                for file in sorted(os.listdir(request["folder"])):
                    client.log_artifact(run, os.path.join(request["folder"], file), "files")
            elif os.path.isdir(request["folder"]):
                client.log_artifacts(run, request["folder"], "files")
            else:
                client.log_artifact(run, request["folder"])
        return watch.answer()

    def register(self, request):
        """Versions of one new model, from one run's artifact: by register_model, and by create_model_version alone."""
        client, run = self.client(request["db"]), self.open_run(request["db"])
        client.log_text(run, "a model", "model/MLmodel")
        self.mlflow.set_tracking_uri(uri(request["db"]))
        self.mlflow.set_registry_uri(uri(request["db"]))
        name = "model-" + os.urandom(4).hex()
        alone = request.get("alone", False)
        if alone:
            client.create_registered_model(name)
        source = client.get_run(run).info.artifact_uri + "/model"
        watch = Watch()
        with watch, contextlib.redirect_stdout(None):
            for _ in range(request["count"]):
                if alone:
                    client.create_model_version(name, source, run_id=run)
                else:
                    self.mlflow.register_model(f"runs:/{run}/model", name)
        return watch.answer(rows=len(client.search_model_versions(f"name = '{name}'")))

    def download(self, request):
        """What the last upload has brought, to a new folder."""
        watch = Watch()
        with watch:
            place = self.client(request["db"]).download_artifacts(self.uploaded, "files", request["folder"])
        return watch.answer(rows=len(os.listdir(place)))

    def get_run(self, request):
        client = self.client(request["db"])
        watch = Watch()
        for _ in range(request["count"]):
            with watch:
                run = client.get_run(request["run"])
        return watch.answer(rows=len(run.data.params) + len(run.data.metrics) + len(run.data.tags))

    def pages(self, request):
        client, token, left = self.client(request["db"]), None, request.get("max", sys.maxsize)
        while left > 0:
            page = client.search_runs(
                [request["experiment"]],
                filter_string=request.get("filter", ""),
                order_by=request.get("order", []),
                max_results=min(PAGE, left),
                page_token=token,
            )
            yield page
            left -= len(page)
            token = page.token
            if not token:
                return

    def search(self, request):
        watch = Watch()
        for _ in range(request.get("count", 1)):
            with watch:
                rows = sum(len(page) for page in self.pages(request))
        return watch.answer(rows=rows)

    def table(self, request):
        self.mlflow.set_tracking_uri(uri(request["db"]))
        watch = Watch()
        with watch:
            frame = self.mlflow.search_runs([request["experiment"]])
        return watch.answer(rows=len(frame), columns=len(frame.columns))

    def statements(self, request):
        """The number of statements of each page."""
        from sqlalchemy import event

        engine = self.client(request["db"])._tracking_client.store.engine
        count = 0

        def counted(*_):
            nonlocal count
            count += 1

        event.listen(engine, "before_cursor_execute", counted)
        try:
            counts = []
            for _ in self.pages(request):
                counts.append(count)
                count = 0
        finally:
            event.remove(engine, "before_cursor_execute", counted)
        return {"counts": counts}

    def memory(self, request):
        """The growth of the peak while a list is read page by page, in MB."""
        for _ in self.pages({**request, "max": 1}):
            pass
        before = resident()
        rows = sum(len(page) for page in self.pages(request))
        return {"mb": max(0.0, peak() - before), "rows": rows}


def first(path):
    import mlflow

    watch = Watch()
    with watch:
        mlflow.MlflowClient(tracking_uri=uri(path)).create_experiment("first")
    return watch.answer()


def main():
    logging.disable(logging.WARNING)
    if len(sys.argv) > 1:
        print(json.dumps(first(sys.argv[2])))
        return
    session = Session()
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = getattr(session, request["do"])(request)
        except Exception as error:  # a failed measure is an answer, not the end of the session
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()

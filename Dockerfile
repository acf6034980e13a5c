# Two stages: what builds the program stays behind, what runs it goes on.
# The base is pinned by tag, not by digest: rebuilding picks up Debian's security fixes, and Dependabot proposes the next Python.
FROM python:3.13-slim-trixie AS build

WORKDIR /src
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore

# Dependencies first: this layer is rebuilt only when a lock changes. Wheels only, so that no foreign build script runs.
COPY requirements/build.txt requirements/run.txt requirements/
RUN python -m venv /build && python -m venv /app \
 && /build/bin/pip install --quiet --only-binary=:all: --require-hashes -r requirements/build.txt \
 && /app/bin/pip install --quiet --only-binary=:all: --require-hashes -r requirements/run.txt

COPY pyproject.toml README.md LICENSE NOTICE ./
COPY rules/ rules/
COPY bot/ bot/
COPY webhooks/ webhooks/
RUN /build/bin/pip wheel --quiet --no-deps --no-build-isolation --wheel-dir /wheels . \
 && /app/bin/pip install --quiet --no-deps --no-index /wheels/*.whl \
 && /app/bin/python -m compileall -q /app/lib \
 && /app/bin/pip uninstall --quiet --yes pip


FROM python:3.13-slim-trixie

# A fixed number, so that whoever mounts /data can give it to the right user.
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin fingerpost \
 && install --directory --owner=fingerpost --group=fingerpost --mode=700 /data

COPY --from=build /app /app
ENV PATH=/app/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    FINGERPOST_HOME=/data \
    FINGERPOST_HOST=0.0.0.0 \
    FINGERPOST_PORT=8000 \
    FINGERPOST_LOG=json

# The only place it writes to; everything else may be mounted read-only.
VOLUME /data
WORKDIR /data
USER 10001:10001
EXPOSE 8000

HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as web; web.urlopen(f\"http://127.0.0.1:{os.environ['FINGERPOST_PORT']}/healthz\", timeout=4)"]

ENTRYPOINT ["fingerpost"]
CMD ["serve"]

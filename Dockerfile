# The daemon in a container. Build: docker compose build (or docker build -t roundlog .)

FROM python:3.13-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /src
RUN python -m venv /opt/roundlog
# Dependencies first: this layer stays as long as their pins do.
COPY requirements/runtime.txt requirements/
RUN /opt/roundlog/bin/pip install --requirement requirements/runtime.txt
COPY pyproject.toml README.md ./
COPY config config
COPY events events
COPY projections projections
COPY service service
RUN /opt/roundlog/bin/pip install --no-deps .

FROM python:3.13-slim
# A number of its own, so that it can be named where no user database is read (Kubernetes, bind mounts).
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin roundlog \
    && install --directory --owner roundlog --group roundlog --mode 0700 /var/lib/roundlog
COPY --from=build /opt/roundlog /opt/roundlog
# PYTHONSAFEPATH: no config.py or events.py in a working directory can come before ours.
ENV PATH=/opt/roundlog/bin:$PATH \
    PYTHONSAFEPATH=1 \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    ROUNDLOG_DATA_DIR=/var/lib/roundlog
USER 10001:10001
VOLUME /var/lib/roundlog
EXPOSE 8321
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8321/healthz', timeout=4)"]
ENTRYPOINT ["roundlog"]
# All addresses of the container; what is published of it, and to whom, is said where it is started.
CMD ["run", "--host", "0.0.0.0", "--port", "8321"]

# One image for every role: `docker run … passerelle serve --role web`. At run time it writes to /data alone.
FROM python:3.14-slim AS build
WORKDIR /build
COPY requirements.lock requirements-dev.lock ./
RUN python -m venv /app \
    && /app/bin/pip install --no-cache-dir --require-hashes --requirement requirements.lock
RUN python -m venv /tools \
    && /tools/bin/pip install --no-cache-dir --require-hashes --requirement requirements-dev.lock
COPY . .
RUN /tools/bin/python -m world.build \
    && /tools/bin/python -m locales.messages compile \
    && /tools/bin/python -m hatchling build --target wheel --directory /wheels \
    && /app/bin/pip install --no-cache-dir --no-deps /wheels/*.whl

FROM python:3.14-slim
RUN useradd --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin passerelle \
    && install --directory --owner passerelle --group passerelle --mode 0700 /data
COPY --from=build /app /app
ENV PATH=/app/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite+aiosqlite:////data/passerelle.db \
    HOST=0.0.0.0 \
    PORT=8000
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as web; web.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=4)"]
ENTRYPOINT ["passerelle"]
CMD ["serve"]

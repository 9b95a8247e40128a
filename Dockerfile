# Rapport in a container: the wheel is built with the explorer's assets in it, then installed from uv.lock.
FROM python:3.12-slim AS build
WORKDIR /src
RUN pip install --no-cache-dir uv==0.13.9
COPY pyproject.toml uv.lock README.md LICENSE hatch_build.py ./
RUN uv export --quiet --frozen --no-default-groups --no-emit-project --output-file requirements.txt
RUN uv venv /opt/rapport && uv pip install --python /opt/rapport --require-hashes --requirements requirements.txt
COPY api ./api
COPY graph ./graph
COPY nlp ./nlp
COPY ingest ./ingest
RUN uv build --wheel --out-dir /wheels && uv pip install --python /opt/rapport --no-deps /wheels/*.whl

FROM python:3.12-slim
RUN useradd --create-home --uid 10001 rapport && install -d -o rapport /data
COPY --from=build /opt/rapport /opt/rapport
ENV PATH=/opt/rapport/bin:$PATH PYTHONUNBUFFERED=1 RAPPORT_STORE=/data/rapport.db RAPPORT_HOST=0.0.0.0
USER rapport
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=6 \
  CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/health', timeout=4)"]
# Another address than loopback needs RAPPORT_TOKEN: the server says so and stops without it.
CMD ["rapport", "serve"]

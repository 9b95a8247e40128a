# Rapport with its explorer: builds the wheel, then installs it into a slim image that runs without root.
FROM python:3.12-slim AS build
WORKDIR /src
RUN pip install --no-cache-dir uv==0.13.9
COPY . .
RUN uv build --wheel --out-dir /dist \
 && uv export --frozen --no-dev --no-group web --no-emit-project --output-file /dist/requirements.txt

FROM python:3.12-slim
COPY --from=build /dist /dist
RUN pip install --no-cache-dir -r /dist/requirements.txt && pip install --no-cache-dir --no-deps /dist/*.whl && rm -r /dist \
 && useradd --create-home rapport && mkdir /data && chown rapport /data
USER rapport
WORKDIR /data
ENV RAPPORT_HOST=0.0.0.0 RAPPORT_PORT=8000
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD python -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health', timeout=2)"
ENTRYPOINT ["rapport"]
CMD ["serve"]

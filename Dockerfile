FROM python:3.12-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 VAR_DIR=/data HOST=0.0.0.0 PORT=8000
RUN useradd --system --create-home --uid 10001 upr && mkdir /data && chown upr:upr /data
WORKDIR /app
COPY requirements.txt constraints.txt ./
RUN pip install --requirement requirements.txt
COPY --chown=root:root . .
RUN pybabel --quiet compile --directory tracking/locale --domain django
USER upr
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "--config", "upr_local/gunicorn.py", "upr_local.wsgi"]

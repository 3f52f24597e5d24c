FROM python:3.12-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 VAR_DIR=/data HOST=0.0.0.0 PORT=8000
RUN useradd --system --create-home --uid 10001 upr && mkdir /data && chown upr:upr /data
# Pango and a font that holds every script, for the reports as PDF.
RUN apt-get update && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 fonts-noto-core \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY requirements.txt constraints.txt ./
RUN pip install --requirement requirements.txt
COPY --chown=root:root . .
RUN pybabel --quiet compile --directory tracking/locale --domain django
USER upr
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "--config", "upr_local/gunicorn.py", "upr_local.wsgi"]

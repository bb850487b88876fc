# SPDX-License-Identifier: GPL-2.0-or-later
"""A small web application for gunicorn: Flask and SQLAlchemy, as many are written."""
import sqlalchemy
from flask import Flask

app = Flask(__name__)
engine = sqlalchemy.create_engine("sqlite://")


@app.route("/")
def count():
    with engine.connect() as connection:
        return str(connection.execute(sqlalchemy.text("select 1")).scalar())

"""The yardstick: bare Flask and WTForms show the same question and commit one row, and do nothing else.

Run as `python -m bench.bare_page PORT DATABASE`. Same server, same durability (SQLite, WAL, synchronous=FULL).
"""

import sqlite3
import sys
import threading

import waitress
from flask import Flask, redirect, render_template_string, request
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import RadioField, SubmitField

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Question</title></head><body>
<form method="post">{{ form.hidden_tag() }}<fieldset><legend><h1>What is your gender?</h1></legend>
{% for option in form.answer %}<p>{{ option }} {{ option.label }}</p>{% endfor %}</fieldset>{{ form.go() }}</form>
</body></html>"""
CHOICES = [("woman", "Woman"), ("man", "Man"), ("non_binary", "Non-binary"), ("own", "I use my own word")]


class QuestionForm(FlaskForm):  # type: ignore[misc]  # WTForms has no types
    """The same question as Alongside shows."""

    answer = RadioField(choices=CHOICES)
    go = SubmitField("Save and go on")


def make_app(database: str) -> Flask:
    """Return the bare application."""
    app = Flask(__name__)
    app.config["SECRET_KEY"] = "a key for measuring"
    local = threading.local()

    def connection() -> sqlite3.Connection:
        if not hasattr(local, "connection"):
            local.connection = sqlite3.connect(database, timeout=30)
            local.connection.execute("pragma journal_mode=wal")
            local.connection.execute("pragma synchronous=full")
            local.connection.execute(
                "create table if not exists answers (id integer primary key, person text, item text, value text)"
            )
        found: sqlite3.Connection = local.connection
        return found

    @app.route("/q", methods=["GET", "POST"])
    def question() -> str | Response:
        form = QuestionForm()
        if request.method == "POST" and form.validate():
            with connection() as tx:
                tx.execute("insert into answers (person, item, value) values ('P1', 'gender', ?)", (form.answer.data,))
            return redirect("/q", 303)
        row = connection().execute("select value from answers where person = 'P1' order by id desc limit 1").fetchone()
        form.answer.data = row[0] if row else None
        return render_template_string(PAGE, form=form)

    return app


if __name__ == "__main__":
    waitress.serve(make_app(sys.argv[2]), host="127.0.0.1", port=int(sys.argv[1]), threads=8)

"""Errors at the web's edge: one table gives each class its status; RFC 9457 says how they are written."""

from __future__ import annotations

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from gis.errors import FileError, InfeasibleError, InputError, SafetownError, SizeError, StoreError
from web.auth.principal import NotAllowedError, NotSignedInError, TooManyTriesError
from web.routes.negotiation import language
from web.routes.pages import page_language, render
from web.texts.catalogue import text
from web.texts.office import office_texts
from web.texts.rendering import render_error, render_problem

STATUS: dict[type[SafetownError], HTTPStatus] = {
    SafetownError: HTTPStatus.INTERNAL_SERVER_ERROR,
    InputError: HTTPStatus.BAD_REQUEST,
    FileError: HTTPStatus.NOT_FOUND,
    SizeError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    InfeasibleError: HTTPStatus.UNPROCESSABLE_ENTITY,
    StoreError: HTTPStatus.SERVICE_UNAVAILABLE,
    NotSignedInError: HTTPStatus.UNAUTHORIZED,
    NotAllowedError: HTTPStatus.FORBIDDEN,
    TooManyTriesError: HTTPStatus.TOO_MANY_REQUESTS,
}
"""Status of each class of error; a class that is not named has that of its parent."""

NOT_FOUND_CODES = (
    "desk.area_unknown",
    "desk.layer_unknown",
    "jobs.unknown",
    "upload.unknown",
    "beat_plans.unknown",
    "register.unknown",
    "filing.unknown",
    "ogc.collection_unknown",
    "ogc.feature_unknown",
    "ogc.matrix_unknown",
    "ogc.tile_unknown",
    "score.township_unknown",
    "bulletin.unknown",
)
"""Codes of things that were addressed but do not exist."""

PROBLEM_JSON = "application/problem+json"

logger = logging.getLogger(__name__)


def status_of(error: SafetownError) -> HTTPStatus:
    """Give the status of an error."""
    if error.code in NOT_FOUND_CODES:
        return HTTPStatus.NOT_FOUND
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def install_problems(app: FastAPI) -> None:
    """Let the application answer every error as problem+json in the reader's language."""
    app.add_exception_handler(SafetownError, _safetown_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(Exception, _unexpected_error)


def problem_response(request: Request, error: SafetownError) -> JSONResponse:
    """Write an error as problem+json in the reader's language."""
    lang = language(request)
    response = _problem(
        request,
        status_of(error),
        error.code,
        render_error(error, lang),
        problems=[{"code": each.code, "detail": render_problem(each, lang)} for each in error.problems],
    )
    if isinstance(error, NotSignedInError):
        response.headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, TooManyTriesError):
        response.headers["Retry-After"] = str(error.problems[0].details["seconds"])
    return response


def _for_people(request: Request) -> bool:
    """Tell whether a browser asks for a page: nobody reads problem+json in its place."""
    return (
        request.method in {"GET", "HEAD"}
        and not request.url.path.startswith("/api/")
        and "text/html" in request.headers.get("accept", "")
    )


def _page(request: Request, status: HTTPStatus, detail: str) -> Response:
    """Say on a page, with the links of the reader's own, why what was asked for is not shown."""
    key = "nav.missing_heading" if status == HTTPStatus.NOT_FOUND else "nav.refused_heading"
    return render(
        "problem.html", request, office_texts(page_language(request)), status, heading=key, detail=detail
    )


def _safetown_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, SafetownError)
    if _for_people(request):
        return _page(request, status_of(error), render_error(error, page_language(request)))
    return problem_response(request, error)


def _validation_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    lang = language(request)
    fields = sorted({str(each["loc"][-1]) for each in error.errors()})
    detail = text("desk.error_request", lang, fields=fields)
    by_standard = request.url.path.startswith("/api/v1/ogc")  # OGC API says 400
    status = HTTPStatus.BAD_REQUEST if by_standard else HTTPStatus.UNPROCESSABLE_ENTITY
    return _problem(request, status, "request.invalid", detail, fields=fields)


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    is_missing = status == HTTPStatus.NOT_FOUND
    if _for_people(request):
        words = text("nav.missing", page_language(request)) if is_missing else status.phrase
        return _page(request, status, words)
    lang = language(request)
    detail = text("desk.error_not_found", lang) if is_missing else status.phrase
    return _problem(request, status, f"http.{status.value}", detail)


def _unexpected_error(request: Request, error: Exception) -> JSONResponse:
    logger.error("unexpected error at %s", request.url.path, exc_info=error)
    detail = text("desk.error_unexpected", language(request))
    return _problem(request, HTTPStatus.INTERNAL_SERVER_ERROR, "http.500", detail)


def _problem(request: Request, status: HTTPStatus, code: str, detail: str, **more: object) -> JSONResponse:
    body = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "detail": detail,
        "code": code,
        "instance": request.url.path,
        **more,
    }
    return JSONResponse(body, status_code=status.value, media_type=PROBLEM_JSON)

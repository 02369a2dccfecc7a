# Probes: Django's cache, mail, storage and sessions wait; their async twins and threads do not.
from asgiref.sync import sync_to_async
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.core.mail import EmailMessage, send_mail
from django.http import HttpRequest, HttpResponse


async def cached(request: HttpRequest):
    cache.set("seen", 1)  # BLOCK: django.core.cache.cache.set
    return HttpResponse(cache.get("seen"))  # BLOCK: django.core.cache.cache.get


async def cached_with_twins(request: HttpRequest):
    await cache.aset("seen", 1)
    return HttpResponse(await cache.aget("seen"))


async def mailed(request: HttpRequest):
    send_mail("hello", "text", "shop@example.org", ["ann@example.org"])  # BLOCK: django.core.mail.send_mail
    message = EmailMessage("hello", "text", to=["ann@example.org"])
    message.send()  # BLOCK: django.core.mail.EmailMessage.send
    await sync_to_async(send_mail)("hello", "text", "shop@example.org", ["ann@example.org"])
    await sync_to_async(message.send)()
    return HttpResponse()


async def stored(request: HttpRequest):
    default_storage.delete("old.txt")  # BLOCK: django.core.files.storage.default_storage.delete
    await sync_to_async(default_storage.delete)("old.txt")
    return HttpResponse()


async def session(request: HttpRequest):
    request.session["cart"] = []  # BLOCK: django.contrib.sessions.backends.base.SessionBase.__setitem__
    request.session.flush()  # BLOCK: django.contrib.sessions.backends.base.SessionBase.flush
    return HttpResponse(request.session.get("cart"))  # BLOCK: django.contrib.sessions.backends.base.SessionBase.get


async def session_with_twins(request: HttpRequest):
    await request.session.aset("cart", [])
    await request.session.aflush()
    return HttpResponse(await request.session.aget("cart"))


def plain(request: HttpRequest):
    cache.set("seen", 1)
    request.session["cart"] = []
    return HttpResponse()

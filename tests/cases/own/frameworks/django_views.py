# Probes: Django runs plain views and middleware in a thread, async ones on the loop.
import requests
from asgiref.sync import sync_to_async
from django.db import models
from django.http import JsonResponse
from django.utils.decorators import sync_and_async_middleware
from django.views import View


class Article(models.Model):
    title = models.CharField(max_length=80)


def titles() -> list[str]:
    return [article.title for article in Article.objects.all()]  # SINK


def index(request):
    requests.get("https://stats.example", timeout=5)
    return JsonResponse({"titles": titles()})


async def index_on_loop(request):
    requests.get("https://stats.example", timeout=5)  # BLOCK: requests.get
    return JsonResponse({"titles": titles()})  # BLOCK: django.db.models.QuerySet.__iter__


async def index_in_thread(request):
    return JsonResponse({"titles": await sync_to_async(titles)()})


async def index_with_twins(request, key):
    article = await Article.objects.aget(pk=key)
    await article.asave()
    return JsonResponse({"titles": [other.title async for other in Article.objects.all()]})


class ArticleView(View):
    async def get(self, request, key):
        article = Article.objects.get(pk=key)  # BLOCK: django.db.models.Manager.get
        return JsonResponse({"title": article.title})


class PlainArticleView(View):
    def get(self, request, key):
        return JsonResponse({"title": Article.objects.get(pk=key).title})


class AsyncTimer:
    async_capable = True
    sync_capable = False

    def __init__(self, get_response):
        self.get_response = get_response

    async def __call__(self, request):
        Article.objects.count()  # BLOCK: django.db.models.Manager.count
        return await self.get_response(request)


class PlainTimer:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        Article.objects.count()
        return self.get_response(request)


@sync_and_async_middleware
def both(get_response):
    async def middleware(request):
        Article.objects.count()  # BLOCK: django.db.models.Manager.count
        return await get_response(request)

    return middleware

# Probes: what a Django manager or query set gives is an instance of its model.
from django.db import models


class Article(models.Model):
    title = models.CharField(max_length=80)

    def slug(self) -> str:
        return f"{self.title}-{Article.objects.count()}"  # SINK


async def rename(key: int, title: str) -> None:
    article = await Article.objects.aget(pk=key)
    article.title = title
    article.save()  # BLOCK: django.db.models.Model.save
    await article.asave()


async def first_slug() -> str:
    article = await Article.objects.filter(title="a").order_by("pk").afirst()
    return article.slug()  # BLOCK: django.db.models.Manager.count


async def save_all() -> None:
    async for article in Article.objects.all():
        article.save()  # BLOCK: django.db.models.Model.save


def rename_in_thread(key: int, title: str) -> None:
    article = Article.objects.get(pk=key)
    article.title = title
    article.save()

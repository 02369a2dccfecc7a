# Probes: a GraphQL server calls plain resolvers on the loop: Strawberry and Ariadne.
import asyncio

import requests
import strawberry
from ariadne import ObjectType, QueryType
from ariadne.asgi import GraphQL
from strawberry.fastapi import GraphQLRouter
from strawberry.permission import BasePermission


def ask() -> str:
    return requests.get("https://api.example", timeout=5).text  # SINK


class Paid(BasePermission):
    message = "pay first"

    def has_permission(self, source, info, **kwargs) -> bool:
        return bool(ask())  # BLOCK: requests.get


def resolve_name() -> str:
    return ask()  # BLOCK: requests.get


@strawberry.type
class User:
    name: str = strawberry.field(resolver=resolve_name)

    @strawberry.field
    def city(self) -> str:
        return ask()  # BLOCK: requests.get

    @strawberry.field(permission_classes=[Paid])
    async def country(self) -> str:
        return await asyncio.to_thread(ask)

    def helper(self) -> str:
        return ask()


@strawberry.type
class Mutation:
    @strawberry.mutation
    def rename(self, name: str) -> str:
        return ask()  # BLOCK: requests.get


schema = strawberry.Schema(query=User, mutation=Mutation)
router = GraphQLRouter(schema)

query = QueryType()
user = ObjectType("User")


@query.field("user")
def resolve_user(*_):
    return ask()  # BLOCK: requests.get


@query.field("patient")
async def resolve_patient(*_):
    return await asyncio.to_thread(ask)


def resolve_title(*_):
    return ask()  # BLOCK: requests.get


user.set_field("title", resolve_title)
app = GraphQL([query, user])

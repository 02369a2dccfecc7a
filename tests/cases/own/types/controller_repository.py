# Probes: a class-based controller whose repositories are properties over one session.
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

engine = create_engine("sqlite://")


class Repository:
    def __init__(self, session):
        self._session = session

    def all(self):
        return self._session.execute(text("select 1")).all()  # SINK

    def table(self):
        return type(self).__name__.lower()


class UnitOfWork:
    def __init__(self, session: Session):
        self.session = session

    @property
    def users(self):
        return Repository(self.session)

    def commit(self):
        self.session.commit()  # SINK


class UserController:
    def __init__(self, work: UnitOfWork):
        self.work = work

    async def index(self):
        return self.work.users.all()  # BLOCK: sqlalchemy.orm.Session.execute

    async def save(self):
        self.work.commit()  # BLOCK: sqlalchemy.orm.Session.commit

    async def name(self):
        return self.work.users.table()


def make_controller():
    return UserController(UnitOfWork(Session(engine)))

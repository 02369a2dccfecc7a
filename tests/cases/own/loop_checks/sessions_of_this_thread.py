# The loop's thread has a session only after code on the loop used one, and that is reported.
from sqlalchemy.orm import scoped_session, sessionmaker

Sessions = scoped_session(sessionmaker())


async def roll_back():
    Sessions.rollback()  # BLOCK: sqlalchemy.orm.scoped_session.rollback


async def roll_back_unless_this_thread_has_one():
    if not Sessions.registry.has():
        Sessions.rollback()  # BLOCK: sqlalchemy.orm.scoped_session.rollback


async def roll_back_what_this_thread_has():
    if not Sessions.registry.has():
        return
    Sessions.rollback()


async def commit_what_this_thread_has():
    if Sessions.registry.has():
        Sessions.commit()

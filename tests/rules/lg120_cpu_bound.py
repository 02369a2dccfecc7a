# Probes: long computations on the loop, beside threads, processes and what is quick.
import asyncio
import hashlib
import zlib
from concurrent.futures import ProcessPoolExecutor

pool = ProcessPoolExecutor()


def hash_password(password: bytes, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", password, salt, 600_000)


async def register(password: bytes, salt: bytes):
    return hash_password(password, salt)  # CPU: hashlib.pbkdf2_hmac


async def derive(password: bytes, salt: bytes):
    return hashlib.scrypt(password, salt=salt, n=16384, r=8, p=1)  # CPU: hashlib.scrypt


async def pack(data: bytes):
    return zlib.compress(data)  # CPU: zlib.compress


async def elsewhere(password: bytes, salt: bytes, data: bytes):
    digest = await asyncio.to_thread(hash_password, password, salt)
    loop = asyncio.get_running_loop()
    packed = await loop.run_in_executor(pool, zlib.compress, data)
    return digest, packed


async def quick(data: bytes):
    return hashlib.sha256(data).hexdigest(), zlib.crc32(data)


def create_user(password: bytes, salt: bytes) -> bytes:
    return hash_password(password, salt)

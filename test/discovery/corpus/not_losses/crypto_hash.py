import hashlib
import hmac


def digest(text, salt="x"):
    return hashlib.sha256((salt + text).encode()).hexdigest()


def verify(a, b):
    return hmac.compare_digest(a, b)

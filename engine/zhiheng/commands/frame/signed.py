"""The actor's own signature of a command (本人签名): good and by a registered key, or refused."""

from sqlalchemy import Connection, select

from zhiheng import facts as f
from zhiheng.audit.actor_signature import act_message, good
from zhiheng.commands.frame.receipt import Once
from zhiheng.errors import BadData, Forbidden
from zhiheng.model.caller import Caller
from zhiheng.runtime import Runtime
from zhiheng.store import tables as t


def signed(
    rt: Runtime, connection: Connection, caller: Caller, once: Once, request: f.Request | None
) -> f.ActorSignature | None:
    """As it will stand in the entry; None where nobody signed. Raises BadData, Forbidden.

    The agency is held still until the commit, so that a key is never revoked between the look and
    the entry.
    """
    if once.signature is None:
        return None
    if request is None:
        raise BadData("signature-needs-key", pointer="")
    suite, key, signature = once.signature
    message = act_message(caller.agency, caller.account, request.key, request.digest)
    row = select(t.agency.c.n).where(t.agency.c.id == caller.agency).with_for_update(read=True)
    view = rt.agency(connection, caller.agency, connection.execute(row).scalar_one())
    registered = view.state.keys.get(caller.account, {}).get(key)
    if registered is None:
        raise Forbidden("key-not-registered", account=caller.account, key=key[:16])
    if not signature:
        raise BadData("signature-missing", pointer="", message=message.decode())
    if not good(suite, key, signature, message):
        raise Forbidden("signature-wrong", account=caller.account, message=message.decode())
    return f.ActorSignature(suite=suite, key=key, registered=registered, signature=signature)

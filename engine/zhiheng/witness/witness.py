"""The witness: remembers first, cosigns then."""

from collections.abc import Callable
from dataclasses import dataclass

from zhiheng.audit.checkpoint import cosign
from zhiheng.audit.note import Note, Signature, Signer, Verifier
from zhiheng.witness.judge import Asked, Refused, check_grown, check_signed
from zhiheng.witness.memory import Memory


@dataclass(frozen=True, slots=True)
class FollowedLog:
    """keys: with which it may sign; url: where it is asked, empty when it comes by itself."""

    keys: tuple[Verifier, ...]
    url: str = ""

    @property
    def origin(self) -> str:
        """A log signs by its own name."""
        return self.keys[0].name


class Witness:
    """now: Unix seconds. Two threads, or two processes, may ask at the same time."""

    def __init__(
        self,
        signer: Signer,
        logs: tuple[FollowedLog, ...],
        memory: Memory,
        now: Callable[[], int],
    ) -> None:
        self.signer = signer
        self.logs = {log.origin: log for log in logs}
        self.memory = memory
        self.now = now

    def add(self, asked: Asked) -> Signature:
        """The cosignature, or Refused."""
        origin = asked.point.origin
        log = self.logs.get(origin)
        if log is None:
            raise Refused(404, "no log of that name is followed here")
        check_signed(asked.note, log.keys)
        try:
            self._remember(origin, asked)
        except Refused as refusal:
            if refusal.alarm:
                with self.memory.changing(origin) as change:
                    change.alarm(refusal.alarm, asked.note, str(refusal), self.now())
            raise
        # On disk by now: whoever is killed here comes back knowing what it was about to sign.
        signature = cosign(asked.note.text, self.signer, self.now())
        with self.memory.changing(origin) as change:
            change.cosigned(
                asked.point.size, Note(asked.note.text, (*asked.note.signatures, signature))
            )
        return signature

    def _remember(self, origin: str, asked: Asked) -> None:
        with self.memory.changing(origin) as change:
            latest, same = change.latest(), change.of_size(asked.point.size)
            check_grown(latest.point if latest else None, same.point if same else None, asked)
            change.remember(asked.note, self.now())

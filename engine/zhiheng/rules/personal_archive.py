"""Who may look into a personal archive: its one keeper (档案库由专人管理) and nobody else."""

from zhiheng.errors import Forbidden
from zhiheng.model.ids import PersonId
from zhiheng.model.parameters import Parameters
from zhiheng.model.personal_archive import KEEPER


def keeper_of(parameters: Parameters | None) -> PersonId | None:
    """The keeper that the agency has named; None: nobody, so that nobody looks."""
    known = parameters.values.get(KEEPER) if parameters else None
    return PersonId(known.value) if known and isinstance(known.value, str) else None


def is_keeper(person: PersonId | None, parameters: Parameters | None) -> bool:
    """Whether he is the one; where none is named, nobody is."""
    return person is not None and person == keeper_of(parameters)


def only_the_keeper(
    person: PersonId | None, account: str, owner: str, parameters: Parameters | None
) -> None:
    """Prevents a look by anybody else, leaders and the person concerned included.

    Law: none; 003 (七): one keeper, reported to the discipline body. That nobody else looks is
    the reading of this project. Raises Forbidden.
    """
    if not is_keeper(person, parameters):
        raise Forbidden("not-the-keeper", account=account, owner=owner)

"""A project of these tests: three needs, of which the records answer each."""

from kb.project.project import Project, ProjectNeed

NEEDS = ("sterilise used masks", "messenger RNA for vaccines", "ventilators and valves")
BODY = {"needs": [{"text": text, "weight": weight} for text, weight in zip(NEEDS, (3, 2, 1), strict=True)]}
PROJECT = Project(needs=tuple(ProjectNeed.model_validate(need) for need in BODY["needs"]))
DESCRIPTION = """# Clean air in wards

The ward gets fresh air and the staff is protected, day and night, whatever comes through the door.

# What we need from partners

- We are looking for a partner who can sterilise used masks.
- We are looking for an institute that produces messenger RNA for vaccines.
"""

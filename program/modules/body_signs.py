"""Signs in the body that need a doctor now: the same on the help page and on paper."""

from program.words import N_

SIGNS_TITLE = N_("Signs in the body that need a doctor now")
SIGNS_LEAD = N_(
    "If one of these is new for you, call the emergency number or go to a hospital:"
)
SIGNS = (
    N_("Trouble holding or passing pee or poo, or you cannot feel it"),
    N_("Numbness between your legs or around your bottom"),
    N_("New weakness in a leg, or legs that will not do what you want"),
    N_("Back pain with a fever, or you feel very ill with it"),
    N_("Bad pain after a fall, a crash or a blow"),
    N_("Pain in your chest, or trouble with breathing"),
    N_("The worst headache you have ever had, and it came all at once"),
    N_("An arm or leg that has turned cold, pale or blue"),
)
"""Cauda equina (https://www.backes.org.uk/cauda-equina-warning-signs/), infection, trauma; the
last three (heart, brain, vessel) are clinical judgement. Wants a clinician's review."""

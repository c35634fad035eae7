"""Published completion rates that a cohort stands beside: as in the evidence pack's table."""

from statistics import median

from program.simulate.summary import Published

PUBLISHED = (
    Published("painTRAINER, automated, trial: all 8", 0.91, False, "Rini 2015"),
    Published("Pain Course, fibromyalgia, trial", 0.87, True, "Friesen 2017"),
    Published("Pain Course, routine care", 0.76, True, "doi 10.1080/24740527.2018.1442675"),
    Published("LAMP, mindfulness: still there at follow-up", 0.86, False, "Burgess 2024"),
    Published("AI-CBT-CP, modules by phone and message", 0.815, False, "Piette 2022"),
    Published("Brief CBT-CP, therapist-led: the study", 0.77, False, "71 of 92"),
    Published("ACTonPain, guided", 0.60, True, "Lin 2017"),
    Published(
        "Web programs for health, weekly, 10 weeks: 83 of them", 0.50, False, "Kelders 2012"
    ),
    Published("Acceptance and commitment, guided by e-mail", 0.48, True, "Trompetter 2015"),
    Published("Reboot Online, routine care: of those who started", 0.42, True, "247 of 583"),
    Published("ACTonPain, unguided", 0.39, False, "Lin 2017"),
    Published("WebMAP mobile, adolescents", 0.30, False, "mobile trial, n = 143"),
    Published("Tailored, 6 to 13 modules: all of them", 0.229, False, "Gasslander 2022"),
)

AIM = median(one.share for one in PUBLISHED if one.guided)
"""What the default cohort is calibrated to: the median of the guided programs on the web, which
are the nearest to Cairn."""

"""What simulated people say when it is not about a brand, and what the help desk says; patterns as in phrases."""

from __future__ import annotations

from ingest.simulate.phrases import Family

CHATTER = Family((), ("{life}", "{life}. {life}", "{life}, anyway"))
REPLIES = Family((), ("{reply}", "{who} {reply}", "{reply}. {life}", "{who} {reply}, {reply}"))
HELPS = Family(
    (),
    (
        "{who} try {tech}, worked for me",
        "{who} had that. {tech} sorted it",
        "{tech}. takes a minute, {adverb}",
        "did you try {tech}? it was that for me",
    ),
)
DEFENDS = Family(
    (),
    (
        "{who} odd, mine is great. {good}",
        "never had that on my {b+}, {good}",
        "{who} I'm very happy with my {b+}, {good}",
    ),
)
STAFF_ANSWERS = Family(
    (),
    (
        "{sorry}, {who}. Please send us {order} and we will sort it out. {agent}, Ondrelle",
        "Hi {who}, {sorry}. The fix is {tech}. Let us know how it goes. {agent} from Ondrelle",
        "{sorry}. A replacement is on its way to you, {who}. {agent}, Ondrelle",
    ),
)
STAFF_ASKS = Family(
    (("asks", None, None, None),),
    (
        "Hi {who}, {sorry}. Could you tell us {order}? {agent}, Ondrelle",
        "{sorry}, {who}. When did it start? {agent}, Ondrelle",
    ),
)
AGENT_OPENS = Family(
    (("asks", None, None, None),),
    (
        "Hello, this is {agent} at Ondrelle, how can I help?",
        "Ondrelle customer care, {agent} speaking, what can I do for you?",
    ),
)
AGENT_GOES_ON = Family(
    (),
    (
        "I see. Let me look that up for you.",
        "{sorry}. I will send you a new one today.",
        "Right, please try {tech} while I wait.",
        "I have put a note on your account, someone will call you {soon}.",
    ),
)
CALLER_GOES_ON = Family(
    (),
    (
        "yes, one moment",
        "ok, thank you",
        "it's the one we have {where}",
        "no, I tried that already",
        "right, and how long will it take then",
        "fine, that would be good",
    ),
)

"""A sentence in; real questions out, one for each thing that they are about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.analysis import ActKind
from nlp.components.acts.view import Draft, View
from nlp.components.phrase import Phrase
from nlp.components.reading import MARK, Sentence

KIND = ActKind.ASKS

RHETORICAL = re.compile(
    r"^\W*(?:@[\w.]+\W+)*(?:seriously|really|right|honestly|no|huh|eh|wtf|what|why|how|is it too much to ask|you know what|guess what|who knew|who cares|know what|and|so what|wtf\b.*|what'?s not to (?:like|love).*|"
    r"(?:and |so |but )?who (?:needs|designed|designs|wrote|built|tests|tested|trained|trains|runs|even|in their right mind|would want|doesn't|does that|wouldn't|thought|designs|approved|came up|comes up).*|how hard (?:can|is) it.*|what were (?:they|you) thinking.*|"
    r"(?:can|could|would) (?:you|anyone) (?:even )?(?:believe|imagine).*|is (?:this|that) a joke.*|are you (?:kidding|serious|joking|having a laugh).*|are they (?:kidding|serious).*|how is (?:this|that|it) (?:even )?(?:ok|okay|legal|acceptable|allowed|possible|a thing).*|"
    r"what (?:kind|sort) of (?:company|service|business|bank|place|outfit).*|why (?:do|did|would) (?:i|we|anyone|anybody|you|people) (?:even )?(?:bother|pay|keep paying|trust|put up|still|ever).*|what (?:is|was) the point.*|what's the point.*|"
    r"what (?:more|else) (?:could|can|do) (?:you|i|one|we) (?:want|ask|need).*|where (?:has|have) (?:it|this|they) been all my life.*|why not\W*|isn't (?:it|that) (?:great|lovely|wonderful|ironic|funny|nice|amazing).*|how (?:cool|great|good|bad|lovely|stupid|dumb|nice) is (?:this|that|it).*|"
    r"need i say more.*|do i look.*|what do (?:i|we) pay .*|is (?:it|that|this) (?:really )?(?:so|too much|that|asking too).*|since when.*|what could (?:possibly )?go wrong.*|surprised.*|coincidence.*|who (?:is|are) (?:they|you) kidding.*|remember when .*|ever wonder.*|"
    r"how (?:do|can|does) (?:you|they|a company|it|anyone) (?:even )?(?:mess|screw|forget|break|lose|get away|still|sleep|manage to|stay in business|justify).*|(?:why|how) (?:on earth|the hell|is it (?:so|that)|oh why)\b.*|what's wrong with (?:you|them|people|these).*)\W*$"
)
"""Questions that want no answer."""

TAG = re.compile(
    r",\s*(?:right|eh|huh|no|yeah|innit|isn't it|aren't they|doesn't it|don't they|don't you think|wasn't it|hey|is it|amirite|don't you|aren't you|didn't they|you know|really)\W*$|\bright\b[^,]{0,12}\?\W*$"
)
"""A tag makes a statement of it: '…, isn't it?', '…, right Comcast?'."""

QUESTION_FORM = re.compile(
    r"\b(?:what|which|who|whose|where|when|why|how|is|are|was|were|do|does|did|can|could|will|would|should|has|have|had|may|any|anyone|anybody|someone|isn't|aren't|doesn't|don't|didn't|can't|won't|hasn't|haven't|thoughts|or|worth|whats|hows|wheres|whens|whos|ok|possible|recommendations|ideas|opinions|help|experiences|advice|suggestions|tips|experience|am|still|what's|how's|who's|where's|when's|ever)\b"
)

UNMARKED = Phrase(
    r"(?P<cue>\b(?:(?:please|pls|plz|can (?:you|someone|anyone|somebody|anybody)(?: please)?|could (?:you|someone|anyone|somebody|anybody)(?: please)?|would (?:you|someone|anyone)(?: please)?|kindly)\s+(?:just |at least |maybe |possibly |also |quickly )*"
    r"(?:please\s+)?(?:tell|help|advise|explain|clarify|confirm|let (?:me|us) know|point (?:me|us)|check|look into|send|show|share|recommend|suggest|contact|call|get back|update|respond|reply|answer|fix|refund|cancel|remind|assist|sort)"
    r"|(?:does|do|did|has|have|is|can|could|would) (?:anyone|anybody|someone|somebody|any of you)\b"
    r"|(?:^|[,.;:]\s*)any(?:one|body) (?:know|knows|here|else|tried|got|have|has|had|using|used|recommend|with|able|seen|own|owns|been)\b|any (?:idea|ideas|advice|tips|recommendations?|suggestions?|thoughts|opinions|experiences?|pointers|news on|word on|update on|chance of)"
    r"|(?:i(?:'m| am)|we(?:'re| are)|im|just|been|still) (?:just |also )?(?:wondering|looking for (?:a |some |any )?(?:[\w-]+ )?(?:recommendations?|advice|suggestions?|help|tips|opinions|alternatives?|replacement|ideas|input)|trying to (?:find out|figure out|decide|work out|choose)|curious|unsure|torn|stuck|debating|not sure (?:whether|if|which|how))"
    r"|(?:i|we) (?:was|were) wondering|wondering (?:if|whether|how|what|which|when|why)|(?:i|we)(?:'d| would) (?:like|love|appreciate|be grateful) (?:to know|to hear|to understand|any|some (?:help|advice)|your (?:help|advice|thoughts)|for (?:any|some))"
    r"|(?:i|we) (?:really )?(?:need|could use|want|require) (?:some |your |a bit of |urgent |any )?(?:help|advice|assistance|recommendations?|suggestions?|input)|help(?: me| us)? (?:please|pls|choose|decide|pick)|need help|advice (?:needed|wanted|please|on|welcome)|help (?:needed|wanted)|recommendations? (?:needed|wanted|please|for|welcome)|suggestions? (?:needed|wanted|please|welcome)|"
    r"let (?:me|us) know (?:if|how|what|when|whether|which|where|your)|(?:^|[,.;:]\s*)thoughts on|what(?:'s| is) the best|which (?:one )?should i|how do (?:i|you|we)|how can i|how long does|please advise|can't decide (?:between|whether|on)|don't know (?:whether|which|if|how) to|in (?:search|need) of (?:advice|a recommendation|recommendations|help)|"
    r"what do (?:you|people|folks) (?:all )?(?:think|recommend|use)|where can i|who do i (?:talk|speak|write) to|iso\b|what's everyone)\b)",
    "please|pls|plz|kindly|any|some|n you|d you|wondering|looking for|trying to|curious|unsure|torn|stuck|debating|not sure|to know|to hear|to understand|your |appreciate|grateful|help|advice|assistance|recommendation|suggestion|input|let me know|let us know|thoughts on|the best|should i|how do|how can|how long|decide|know|what do|where can|who do|iso|everyone",
)
"""Requests that need no question mark."""

NOT_AN_ASK = re.compile(
    r"\b(?:let (?:me|us) know if you (?:need|have|want|come)|i know|i'll tell you|let me tell you|i wonder why i|no idea|i don't know why|that's how|this is how|i never needed help|to help|thank you for|thanks for)\b"
)
COMPANY_WANTS = re.compile(
    r"\b(?:please|pls|kindly|can you|could you) (?:please )?(?:confirm|tell us|let us know (?:what|which|how|when|where|whether|your)|advise|share|send us (?:your|the)|give us)\b"
)
"""A company's 'let us know if you need anything' wants no answer."""
SUGGESTION = re.compile(
    r"\b(?:why (?:not|don't you|can't (?:we|you|i)|doesn't)|could you (?:please )?(?:add|make|offer|include|bring|allow|let|consider|support|give)|can (?:you|we) (?:please )?(?:add|make|have|get|bring back|include|offer|allow|support)|how about (?:a|an|adding|making|letting|giving|some|offering)|any chance (?:of|you)|would it be possible to (?:add|have|make|get|include|offer)|what about (?:adding|making|offering|letting))\b"
)
PRONOUN = re.compile(r"\b(?:it|its|they|them|their|this|that|these|those|one|mine|he|she)\b")
YOU_OWN = re.compile(r"\b(?:you|yours|your)\b")


LONE_NAME = re.compile(rf"^\W*(?:@[\w.]+\W+)*(?:and\s+)?(?:the\s+|my\s+)?{MARK}\W*$")
"""'Brevo? Never again.': the name sets the subject, and what follows says it."""


def find(view: View, sentence: Sentence, _words: frozenset[str]) -> Iterator[Draft]:
    """Questions in one sentence."""
    if sentence.is_question:
        if _wants_answer(view, sentence):
            yield from _about(view, sentence, (0, len(sentence.text)), 0.85)
        return
    match = UNMARKED.search(sentence.text)
    wanted = match is not None and (view.context.is_customer or COMPANY_WANTS.search(sentence.text))
    if match is not None and wanted and not NOT_AN_ASK.search(sentence.text):
        yield from _about(view, sentence, match.span("cue"), 0.7)


def _wants_answer(view: View, sentence: Sentence) -> bool:
    text = sentence.text
    rhetorical = RHETORICAL.match(text) or TAG.search(text)
    suggestion = SUGGESTION.search(text) and view.context.is_customer
    if LONE_NAME.match(text) and sentence is not view.own_sentences[-1]:
        return False
    formed = QUESTION_FORM.search(text) or view.marks(sentence, (0, len(text)))
    return (
        bool(formed)
        and not rhetorical
        and not suggestion
        and not view.reading.is_spoken_by_others(sentence.start + text.rfind("?"))
    )


def _about(view: View, sentence: Sentence, cue: tuple[int, int], confidence: float) -> Iterator[Draft]:
    """One for each name in the question; else for what its pronoun means; else for nothing named."""
    evidence = view.span(sentence, *cue)
    if not view.context.is_customer:
        yield Draft(KIND, None, evidence, confidence)
        return
    named = dict.fromkeys(link.entry for link in view.marks(sentence, (0, len(sentence.text))))
    targets: list[str | None] = (
        list(named) or list(_weighed_before(view, sentence)) or [_implied(view, sentence)]
    )
    for target in targets:
        yield Draft(KIND, target, evidence, confidence)


CHOICE = re.compile(
    r"\b(?:advice|thoughts?|which|recommend\w*|opinions?|better|suggestions?|experiences?|decide|choose|pick|worth|tips|ideas?|help)\b"
)


def _weighed_before(view: View, sentence: Sentence) -> dict[str, None]:
    """'Thinking of a Brevo or a Moka. Any advice?' asks about both."""
    earlier = [other for other in view.own_sentences if other.start < sentence.start]
    if not earlier or CHOICE.search(sentence.text) is None or " or " not in earlier[-1].text:
        return {}
    last = earlier[-1]
    return dict.fromkeys(link.entry for link in view.marks(last, (0, len(last.text))))


def _implied(view: View, sentence: Sentence) -> str | None:
    earlier = dict.fromkeys(link.entry for link in view.own_links if link.start < sentence.start)
    pronoun = PRONOUN.search(sentence.text) is not None
    if len(earlier) == 1 or (earlier and pronoun):
        return list(earlier)[-1]
    if view.entries:
        return view.entries[0] if len(view.entries) == 1 and pronoun else None
    return view.parent_target(KIND) if pronoun or _asks_owner(view, sentence) else None


def _asks_owner(view: View, sentence: Sentence) -> bool:
    """'How long have you had yours?' in a reply is about what the parent named."""
    return view.parent is not None and YOU_OWN.search(sentence.text) is not None

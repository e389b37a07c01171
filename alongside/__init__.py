"""What the outside imports: the words of the definition language, and the hook marker. Plugins import nothing else.

What stands in `__all__` is kept: a name leaves only after two minor versions with a warning.
"""

from alongside.core.definitions.ages import (
    AdjustAge,
    Age,
    AgeBand,
    NotAsked,
    OverlapSettled,
    age_bands,
    age_on,
    not_asked,
    overlap_settled,
)
from alongside.core.definitions.conditions import Condition, answer
from alongside.core.definitions.consent import (
    ConsentModule,
    InformationPart,
    Statement,
    Topic,
    UnderstandingChoice,
    UnderstandingQuestion,
)
from alongside.core.definitions.data_files import DataFilesRefusedError, with_data
from alongside.core.definitions.data_slots import DataKind, DataSlot, InstalledData
from alongside.core.definitions.derived_scores import Equation, NormScore, Sex, Validity
from alongside.core.definitions.errors import AlongsideError
from alongside.core.definitions.faults import Fault
from alongside.core.definitions.instrument import Form, Instrument
from alongside.core.definitions.items import Item, Rows
from alongside.core.definitions.licence import OWN_WORDING, Licence
from alongside.core.definitions.messages import (
    NOT_TAKEN,
    Attachment,
    CallbackRefusedError,
    Channel,
    ChannelKind,
    Delivery,
    OutgoingMessage,
    PostedMessage,
    ReadableChannel,
    Receipt,
    ReceivingChannel,
    Refused,
    Reply,
    Sent,
)
from alongside.core.definitions.missing import MissingReason
from alongside.core.definitions.responses import (
    CalendarDate,
    Choice,
    Ladder,
    LongText,
    ResponseScale,
    SeveralOf,
    ShortText,
    WholeNumber,
)
from alongside.core.definitions.roles import STANDARD_ROLES, Duty, Role
from alongside.core.definitions.score_bands import Band, BandScheme, CutOff, Evidence
from alongside.core.definitions.score_rules import (
    Mean,
    MissingPolicy,
    MissingRule,
    PolicyUnknownError,
    ProRatedSum,
    RoundingRule,
    Sum,
)
from alongside.core.definitions.scoring import Composite, Gate, Keyed, Subscale, ValueSet, ZeroToHundred
from alongside.core.definitions.sections import Section
from alongside.core.definitions.speech import Speech, Voice, VoiceError, VoiceSettings, serving_language
from alongside.core.definitions.study import (
    Asked,
    FormAges,
    JourneyStep,
    Reminder,
    Site,
    Study,
    StudyVersion,
    Visit,
    VisitReminders,
)
from alongside.core.definitions.text import Text
from alongside.core.engine.answers import AnswerOutOfRangeError, AnswerSheet
from alongside.core.engine.derived import AboutWhom
from alongside.core.engine.scoring import Outcome, ScoreResult, ScoreSheet, score_answers
from alongside.core.messages.sms import SmsSize, measure_sms
from alongside.core.plugin_host.hookspecs import hookimpl

__all__ = [
    "NOT_TAKEN",
    "OWN_WORDING",
    "STANDARD_ROLES",
    "AboutWhom",
    "AdjustAge",
    "Age",
    "AgeBand",
    "AlongsideError",
    "AnswerOutOfRangeError",
    "AnswerSheet",
    "Asked",
    "Attachment",
    "Band",
    "BandScheme",
    "CalendarDate",
    "CallbackRefusedError",
    "Channel",
    "ChannelKind",
    "Choice",
    "Composite",
    "Condition",
    "ConsentModule",
    "CutOff",
    "DataFilesRefusedError",
    "DataKind",
    "DataSlot",
    "Delivery",
    "Duty",
    "Equation",
    "Evidence",
    "Fault",
    "Form",
    "FormAges",
    "Gate",
    "InformationPart",
    "InstalledData",
    "Instrument",
    "Item",
    "JourneyStep",
    "Keyed",
    "Ladder",
    "Licence",
    "LongText",
    "Mean",
    "MissingPolicy",
    "MissingReason",
    "MissingRule",
    "NormScore",
    "NotAsked",
    "Outcome",
    "OutgoingMessage",
    "OverlapSettled",
    "PolicyUnknownError",
    "PostedMessage",
    "ProRatedSum",
    "ReadableChannel",
    "Receipt",
    "ReceivingChannel",
    "Refused",
    "Reminder",
    "Reply",
    "ResponseScale",
    "Role",
    "RoundingRule",
    "Rows",
    "ScoreResult",
    "ScoreSheet",
    "Section",
    "Sent",
    "SeveralOf",
    "Sex",
    "ShortText",
    "Site",
    "SmsSize",
    "Speech",
    "Statement",
    "Study",
    "StudyVersion",
    "Subscale",
    "Sum",
    "Text",
    "Topic",
    "UnderstandingChoice",
    "UnderstandingQuestion",
    "Validity",
    "ValueSet",
    "Visit",
    "VisitReminders",
    "Voice",
    "VoiceError",
    "VoiceSettings",
    "WholeNumber",
    "ZeroToHundred",
    "age_bands",
    "age_on",
    "answer",
    "hookimpl",
    "measure_sms",
    "not_asked",
    "overlap_settled",
    "score_answers",
    "serving_language",
    "with_data",
]

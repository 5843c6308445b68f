using Ledger.Rules;

namespace Ledger.Risks.Domain;

public sealed record EscalationUnresolved(Money Rest) : Rejection("risk.escalation-unresolved", RejectionKind.Conflict, new(
    $"{Rest} of the loss lies above all caps and is escalated: decide first who bears it.", $"损失中 {Rest} 超出全部上限，须先裁决由谁承担。"));

public sealed record EscalationUnknown(int No) : Rejection("risk.escalation-unknown", RejectionKind.NotFound, new(
    $"There is no proposal {No} for the rest of this loss.", $"该损失没有第 {No} 号剩余承担提议。"));

public sealed record EscalationReplaced(int No) : Rejection("risk.escalation-replaced", RejectionKind.Conflict, new(
    $"A later proposal took the place of proposal {No}.", $"第 {No} 号提议已被后来的提议取代。"));

public sealed record EscalationIsDecided(int No) : Rejection("risk.escalation-decided", RejectionKind.Conflict, new(
    $"Proposal {No} is decided already.", $"第 {No} 号提议已有决定。"));

public sealed record EscalationNotConcerned(string Organisation) : Rejection("risk.escalation-not-concerned", RejectionKind.Forbidden, new(
    $"The proposal asks for no consent of {Organisation}.", $"该提议无须 {Organisation} 同意。"));

public sealed record EscalationConsentMissing(string Party) : Rejection("risk.escalation-consent-missing", RejectionKind.Conflict, new(
    $"{Party} would bear more than the agreement has it bear, and has not agreed.", $"{Party} 将承担协议之外的损失，但尚未同意。"));

public sealed record EscalationMakerDecides(string Person) : Rejection("risk.escalation-maker-decides", RejectionKind.Forbidden, new(
    $"{Person} made this proposal and cannot decide on it.", $"{Person} 是提议人，不能作出决定。"));

public sealed record EscalationInterested(string Organisation) : Rejection("risk.escalation-interested", RejectionKind.Forbidden, new(
    $"{Organisation} suffered the loss or would bear part of the rest, and does not decide.", $"{Organisation} 是受损方或将承担部分剩余，不能作出决定。"));

public sealed record EscalationNotPanel(string Organisation) : Rejection("risk.escalation-not-panel", RejectionKind.Forbidden, new(
    $"The agreement has disputes decided by its panel, to which {Organisation} does not belong.", $"协议规定由专门小组裁决，{Organisation} 不在其中。"));

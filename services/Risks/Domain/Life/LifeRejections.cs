using Ledger.Rules;

namespace Ledger.Risks.Domain;

public sealed record EventNotOpen(RiskStage Stage) : Rejection("risk.not-open", RejectionKind.Conflict, new(
    $"The event is {KebabCase.Name(Stage)}: open it again first.", $"该事件状态为 {KebabCase.Name(Stage)}，请先重新开启。"));

public sealed record NotAllocated() : Rejection("risk.not-allocated", RejectionKind.Conflict, new(
    "No allocation of the loss stands.", "该损失没有生效的分担决定。"));

public sealed record PreviewChanged() : Rejection("risk.preview-changed", RejectionKind.Conflict, new(
    "The allocation would come out otherwise than in the preview: read it again before deciding.", "分担结果与预览不同，请重新阅读后再决定。"));

public sealed record ApproverOfSameParty(string Organisation) : Rejection("risk.approver-same-party", RejectionKind.Forbidden, new(
    $"{Organisation} measured the loss, and the agreement wants another party to decide.", $"{Organisation} 是计量方，协议要求由其他成员审批。"));

public sealed record SecondApproverSameParty(string Organisation) : Rejection("risk.second-approver-same-party", RejectionKind.Forbidden, new(
    $"{Organisation} approved first: the second approver belongs to another party.", $"{Organisation} 已先行审批，第二位审批人须属于其他成员。"));

public sealed record RiskObjectionLate(DateTimeOffset Ended) : Rejection("risk.objection-late", RejectionKind.Conflict, new(
    $"The objection window ended at {Ended:yyyy-MM-dd HH:mm:ss} UTC.", $"异议期已于 {Ended:yyyy-MM-dd HH:mm:ss} UTC 结束。"));

public sealed record ObjectionWindowOpen(DateTimeOffset Ends) : Rejection("risk.objection-window-open", RejectionKind.Conflict, new(
    $"Parties may object until {Ends:yyyy-MM-dd HH:mm:ss} UTC.", $"各方可在 {Ends:yyyy-MM-dd HH:mm:ss} UTC 前提出异议。"));

public sealed record DisputeStands(string Organisation) : Rejection("risk.dispute-stands", RejectionKind.Conflict, new(
    $"{Organisation} disputes this allocation already; that dispute is open.", $"{Organisation} 对该分担的异议尚在处理中。"));

public sealed record DisputeUnknown(int No) : Rejection("risk.dispute-unknown", RejectionKind.NotFound, new(
    $"There is no dispute {No} of this event.", $"该事件没有第 {No} 号异议。"));

public sealed record DisputeIsSettled(int No) : Rejection("risk.dispute-settled", RejectionKind.Conflict, new(
    $"Dispute {No} ended otherwise already.", $"第 {No} 号异议已有其他结论。"));

public sealed record DisputeOfOthers(string Organisation) : Rejection("risk.dispute-of-others", RejectionKind.Forbidden, new(
    $"Only {Organisation} can take its dispute back.", $"只有 {Organisation} 可撤回其异议。"));

public sealed record OwnDispute(string Organisation) : Rejection("risk.own-dispute", RejectionKind.Forbidden, new(
    $"{Organisation} raised the dispute and cannot decide it.", $"{Organisation} 提出了该异议，不能自行裁定。"));

public sealed record DisputesOpen() : Rejection("risk.disputes-open", RejectionKind.Conflict, new(
    "A dispute of the allocation is open: decide it first.", "该分担仍有未决异议，请先处理。"));

public sealed record NotTheReporter(string Organisation) : Rejection("risk.not-reporter", RejectionKind.Forbidden, new(
    $"Only {Organisation}, which reported the event, can take it back.", $"只有上报方 {Organisation} 可撤回该事件。"));

public sealed record RecoveryExists(string Reference) : Rejection("recovery.exists", RejectionKind.Conflict, new(
    $"A recovery {Reference} is reported with other particulars.", $"追偿 {Reference} 已上报且内容不同。"));

public sealed record RecoveryUnknown(int No) : Rejection("recovery.unknown", RejectionKind.NotFound, new(
    $"There is no recovery {No} of this event.", $"该事件没有第 {No} 号追偿。"));

public sealed record RecoveryDecided(int No) : Rejection("recovery.decided", RejectionKind.Conflict, new(
    $"Recovery {No} is decided otherwise already.", $"第 {No} 号追偿已有其他决定。"));

public sealed record RecoveryAboveLoss(Money Amount, Money Left) : Rejection("recovery.above-loss", RejectionKind.Invalid, new(
    $"The recovery {Amount} is above the loss {Left} that is left.", $"追偿款 {Amount} 高于剩余损失 {Left}。"));

public sealed record RecoveryBeforeEvent(DateOnly ReceivedOn, DateOnly OccurredOn) : Rejection("recovery.before-event", RejectionKind.Invalid, new(
    $"{ReceivedOn:yyyy-MM-dd} lies before the event on {OccurredOn:yyyy-MM-dd}.", $"{ReceivedOn:yyyy-MM-dd} 早于事件发生日 {OccurredOn:yyyy-MM-dd}。"));

public sealed record RecoveryMakerDecides(string Person) : Rejection("recovery.maker-approves", RejectionKind.Forbidden, new(
    $"{Person} reported the recovery and cannot decide on it.", $"{Person} 是追偿上报人，不能审批。"));

public sealed record OwnRecovery(string Organisation) : Rejection("recovery.own", RejectionKind.Forbidden, new(
    $"{Organisation} holds the money and cannot decide who gets it.", $"{Organisation} 持有该款项，不能审批其返还。"));

public sealed record RecoveriesOpen() : Rejection("recovery.open", RejectionKind.Conflict, new(
    "A recovery waits for a decision: decide it first.", "仍有追偿待决定，请先处理。"));

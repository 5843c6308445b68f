using Ledger.Rules;

namespace Ledger.Valuation.Domain;

public sealed record ChallengeUnknown(int Number) : Rejection("challenge.unknown", RejectionKind.NotFound, new(
    $"The appraisal has no challenge {Number}.", $"该评估没有第 {Number} 号异议。"));

public sealed record ObjectionUnknown(int Number) : Rejection("challenge.objection-unknown", RejectionKind.NotFound, new(
    $"The challenge has no objection {Number}.", $"该异议没有第 {Number} 号意见。"));

public sealed record ChallengeClosed(ChallengeStep Step) : Rejection("challenge.closed", RejectionKind.Conflict, new(
    $"The challenge ended: {KebabCase.Name(Step)}.", $"该异议已结束：{KebabCase.Name(Step)}。"));

public sealed record ChallengeNotNow(ChallengeStep Step) : Rejection("challenge.not-now", RejectionKind.Conflict, new(
    $"The challenge stands at {KebabCase.Name(Step)}; this is not its next step.", $"异议处于 {KebabCase.Name(Step)} 阶段，不能进行此步。"));

public sealed record NoStandingToObject(string Party) : Rejection("challenge.no-standing", RejectionKind.Forbidden, new(
    $"{Party} has no share that this value touches: only the contributor and parties whose share or burden follows accepted values object.",
    $"{Party} 的份额不受该价值影响：仅投入方以及份额或负担随认定价值变动的成员可提出异议。"));

public sealed record OwnValuation() : Rejection("challenge.own-valuation", RejectionKind.Forbidden, new(
    "Whoever valued or approved does not object to his own work.", "参与评估或认定的人员不得对其自身结论提出异议。"));

public sealed record PartyToChallenge() : Rejection("challenge.party-to-it", RejectionKind.Forbidden, new(
    "Neither the contributor nor who objected, nor anybody of their groups, decides on the challenge.", "投入方、异议方及其关联方不得裁定该异议。"));

public sealed record ObjectionLate(DateOnly LastDay, DateTimeOffset Until) : Rejection("challenge.late", RejectionKind.Conflict, new(
    $"The last day to object was {LastDay:yyyy-MM-dd} (until {Until:yyyy-MM-dd HH:mm:ss}Z).",
    $"提出异议的最后一日为 {LastDay:yyyy-MM-dd}（截至 {Until:yyyy-MM-dd HH:mm:ss}Z）。"));

public sealed record GroundMissing() : Rejection("challenge.ground-missing", RejectionKind.Invalid, new(
    "An objection cites exactly one: an item of the evidence register, a method, or a clause of the agreement.",
    "异议须且仅须援引一项依据：凭证登记簿中的凭证、评估方法或协议条款。"));

public sealed record GroundUnknown(string Cited) : Rejection("challenge.ground-unknown", RejectionKind.Invalid, new(
    $"'{Shown(Cited)}' is no such item, method or clause.", $"“{Shown(Cited)}”不是可援引的凭证、方法或条款。"))
{
    private static string Shown(string cited) => cited.Length <= 60 ? cited : cited[..57] + "...";
}

public sealed record ObjectionDuplicate(string Party) : Rejection("challenge.duplicate", RejectionKind.Conflict, new(
    $"{Party} has objected to this value on this ground already.", $"{Party} 已以同一依据对该价值提出过异议。"));

public sealed record ValueIsFinal() : Rejection("challenge.value-final", RejectionKind.Conflict, new(
    "The value was decided in a challenge: it is final until the thing is valued anew.", "该价值已经异议裁定，在重新估值前为终局。"));

public sealed record UnderDecision(ChallengeStep Step) : Rejection("challenge.under-decision", RejectionKind.Conflict, new(
    $"A challenge of this value stands at {KebabCase.Name(Step)}: no further objection joins it.",
    $"该价值的异议已进入 {KebabCase.Name(Step)} 阶段，不再接受新的异议意见。"));

public sealed record TooManyObjections(int Limit) : Rejection("challenge.too-many-objections", RejectionKind.Conflict, new(
    $"A challenge holds no more than {Limit} objections.", $"一案异议意见不超过 {Limit} 项。"));

public sealed record TooManyAttempts(int Limit) : Rejection("challenge.too-many-attempts", RejectionKind.Conflict, new(
    $"An appraisal is begun anew at most {Limit} times.", $"同一份评估最多重新开始 {Limit} 次。"));

public sealed record WithdrawalLate() : Rejection("challenge.withdrawal-late", RejectionKind.Conflict, new(
    "The second appraisal is handed in: nobody withdraws once it can be guessed how it ends.", "第二份评估已提交，不得再撤回异议。"));

public sealed record NotYourObjection(string Party) : Rejection("challenge.not-yours", RejectionKind.Forbidden, new(
    $"The objection is one of {Party}.", $"该意见由 {Party} 提出。"));

public sealed record AppraisalMissing(int Number) : Rejection("challenge.appraisal-missing", RejectionKind.Conflict, new(
    $"Appraisal {Number} is not handed in.", $"第 {Number} 份评估尚未提交。"));

public sealed record ReappraiserConflicted(int Number, string Rules) : Rejection("challenge.appraiser-conflicted", RejectionKind.Conflict, new(
    $"Who made appraisal {Number} has a conflict ({Rules}): have it made by somebody else.",
    $"第 {Number} 份评估的评估人存在利益冲突（{Rules}），须另行指派。"));

public sealed record ReappraisalOutdated(int Number) : Rejection("challenge.appraisal-outdated", RejectionKind.Conflict, new(
    $"Appraisal {Number} rests on another version of the agreement: have it made anew.", $"第 {Number} 份评估依据的协议版本已变更，须重新评估。"));

public sealed record ReappraisalRuns(int Number, DateOnly LastDay) : Rejection("challenge.appraisal-runs", RejectionKind.Conflict, new(
    $"Appraisal {Number} has until {LastDay:yyyy-MM-dd}, and nothing is found against it.", $"第 {Number} 份评估的期限至 {LastDay:yyyy-MM-dd}，且无须更换。"));

public sealed record HeardAppraisalVoid(int Number) : Rejection("challenge.appraisal-void", RejectionKind.Conflict, new(
    $"Appraisal {Number} no longer stands: have it made anew and decide again.", $"第 {Number} 份评估已失效，须重新评估后再行裁定。"));

public sealed record NotDetermined() : Rejection("challenge.not-determined", RejectionKind.Conflict, new(
    "The appraisals have not decided yet.", "评估尚未作出裁定。"));

public sealed record NoFinalPanel() : Rejection("challenge.no-final-panel", RejectionKind.Conflict, new(
    "The agreement names nobody independent who decides after the appraisals.", "协议未约定独立的终裁机构。"));

public sealed record AppealLate(DateOnly LastDay) : Rejection("challenge.appeal-late", RejectionKind.Conflict, new(
    $"The last day to appeal was {LastDay:yyyy-MM-dd}.", $"上诉的最后一日为 {LastDay:yyyy-MM-dd}。"));

public sealed record AppealRuns(DateOnly LastDay) : Rejection("challenge.appeal-runs", RejectionKind.Conflict, new(
    $"An appeal is possible through {LastDay:yyyy-MM-dd}.", $"{LastDay:yyyy-MM-dd}（含）前仍可上诉。"));

public sealed record VoteRuns(DateOnly LastDay) : Rejection("challenge.vote-runs", RejectionKind.Conflict, new(
    $"The panel votes through {LastDay:yyyy-MM-dd}.", $"专家组表决至 {LastDay:yyyy-MM-dd}。"));

public sealed record VoteLate(DateOnly LastDay) : Rejection("challenge.vote-late", RejectionKind.Conflict, new(
    $"The panel voted through {LastDay:yyyy-MM-dd}.", $"表决已于 {LastDay:yyyy-MM-dd} 截止。"));

public sealed record NotOnPanel(string Organisation) : Rejection("challenge.not-on-panel", RejectionKind.Forbidden, new(
    $"{Organisation} is not on the panel of this challenge.", $"{Organisation} 不在本案专家组之列。"));

public sealed record VotedAlready(string Organisation) : Rejection("challenge.voted", RejectionKind.Conflict, new(
    $"{Organisation} has voted otherwise; a vote is not changed.", $"{Organisation} 已作出不同表决，不得更改。"));

public sealed record ChoiceUnknown(string Choice, IEnumerable<string> Choices) : Rejection("challenge.choice-unknown", RejectionKind.Invalid, new(
    $"'{(Choice.Length <= 60 ? Choice : "...")}' does not stand to vote: {string.Join(", ", Choices)}.",
    $"“{(Choice.Length <= 60 ? Choice : "...")}”不在待决价值之列：{string.Join(", ", Choices)}。"));

public sealed record AwardMissing() : Rejection("challenge.award-missing", RejectionKind.Invalid, new(
    "A decision from outside is named by the SHA-256 of its document; a vote has none.", "外部裁决须以文书 SHA-256 标明；专家组表决不填。"));

public sealed record AwardUnconfirmed() : Rejection("challenge.award-unconfirmed", RejectionKind.Conflict, new(
    "Two approvers of unrelated organisations must record the same decision from the same document.", "须由两家无关联组织的认定人依据同一文书记录相同的裁决。"));

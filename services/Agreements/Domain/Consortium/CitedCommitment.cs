using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>The instalment that a default notice cites, as the calendar shows it on the day of the notice.</summary>
/// <param name="AgreementId">The agreement.</param>
/// <param name="AgreementVersion">Version that rules on that day; null when none does.</param>
/// <param name="Commitment">Id of the commitment.</param>
/// <param name="Due">Day on which the instalment was due.</param>
/// <param name="Obligation">The instalment; null when there is none like it.</param>
/// <param name="Terms">What the version says about defaults.</param>
public sealed record CitedCommitment(
    string AgreementId, int? AgreementVersion, string Commitment, DateOnly Due, Obligation? Obligation, DefaultTerms? Terms);

/// <summary>The instalment that a default is about.</summary>
/// <param name="AgreementId">The agreement.</param>
/// <param name="AgreementVersion">Version that ruled on the day of the notice.</param>
/// <param name="Commitment">Id of the commitment.</param>
/// <param name="Due">Day on which the instalment was due.</param>
/// <param name="Missing">What was missing on the day of the notice.</param>
/// <param name="Remedies">Remedies that the version agreed on.</param>
public sealed record NoticedCommitment(
    string AgreementId, int AgreementVersion, string Commitment, DateOnly Due, Money Missing, IReadOnlyList<Remedy> Remedies)
{
    /// <summary>Whether it is the same instalment.</summary>
    public bool Is(CitedCommitment cited) => (AgreementId, Commitment, Due) == (cited.AgreementId, cited.Commitment, cited.Due);
}

/// <summary>Ties a default to the commitment it cites.</summary>
internal static class CommitmentDefaults
{
    /// <summary>Null when the party may be told that it is in default with this instalment.</summary>
    public static Rejection? Check(NoticeDefault command, CitedCommitment cited)
    {
        if (command.NoticedOn > AgreementDecider.Day(command.At)) return new NoticeInFuture(command.NoticedOn) { Field = "noticedOn" };
        if (cited is not { AgreementVersion: not null, Obligation: { } obligation }) return new CommitmentUnknown(cited.Commitment, cited.Due) { Field = "commitment" };
        if (obligation.Party != command.Party) return new CommitmentOfAnother(cited.Commitment, obligation.Party) { Field = "commitment" };
        if (obligation.Standing != ObligationStanding.NoticeAllowed || cited.Terms is not { } terms)
            return new NotOverdue(cited.Commitment, cited.Due, obligation.NoticeFrom) { Field = "commitment" };
        var agreed = terms.NoticeDays + terms.CureDays;
        return command.CureDays is { } days && days != agreed ? new CureDaysAgreed(days, agreed) { Field = "cureDays" } : null;
    }

    /// <summary>What the notice records.</summary>
    public static NoticedCommitment Noticed(CitedCommitment cited) => new(
        cited.AgreementId, cited.AgreementVersion!.Value, cited.Commitment, cited.Due, cited.Obligation!.Planned - cited.Obligation.Delivered,
        cited.Terms!.Remedies);

    /// <summary>Null when what the default is about is delivered.</summary>
    public static Rejection? CheckCure(DefaultCase open, Obligation? now) =>
        open.Commitment is null || now is null || now.Standing == ObligationStanding.Met
            ? null
            : new NotDelivered(open.Commitment.Commitment, now.Planned - now.Delivered) { Field = "on" };

    /// <summary>Null when the remedy is one that was agreed on.</summary>
    public static Rejection? CheckRemedy(DefaultCase open, Remedy remedy) => open.Commitment is { } cited && !cited.Remedies.Contains(remedy)
        ? new RemedyNotAgreed(remedy, cited.Remedies) { Field = "remedy" }
        : null;
}

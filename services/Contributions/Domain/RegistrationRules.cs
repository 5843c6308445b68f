using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>
/// What must hold before a contribution is registered: first what it says by itself, then against agreement and store.
/// </summary>
internal static class RegistrationRules
{
    // A day has come once it has begun somewhere: the consortium's own calendar may be ahead of UTC by up to 14 hours.
    private static readonly TimeSpan EarliestZone = TimeSpan.FromHours(14);

    /// <summary>The first rule that is broken, or null.</summary>
    public static Rejection? Broken(RegisterContribution command)
    {
        var today = Today(command.At);
        return Stated(command.Particulars, today)
            ?? DetailRules.Broken(command.Particulars.Kind, command.Particulars.Details, today)
            ?? EvidenceRules.Broken(command.Particulars.Evidence, today)
            ?? Agreed(command.Particulars, command.Agreement?.Document)
            ?? EvidenceRules.BrokenRetention(
                command.Particulars.Evidence, command.Particulars.Kind, RetentionClasses.Of(command.Agreement!.Document, command.Agreement.Profile))
            ?? EvidenceRules.BrokenFiles(command.Particulars.Evidence, command.Files);
    }

    /// <summary>The first rule that a draft breaks, or null: only what it says by itself, and evidence may still be absent.</summary>
    public static Rejection? BrokenDraft(Particulars said, DateTimeOffset at)
    {
        var today = Today(at);
        return Stated(said, today) ?? DetailRules.Broken(said.Kind, said.Details, today)
            ?? (said.Evidence.Count == 0 ? null : EvidenceRules.Broken(said.Evidence, today));
    }

    /// <summary>The latest day that has begun anywhere.</summary>
    public static DateOnly Today(DateTimeOffset at) => DateOnly.FromDateTime((at.UtcDateTime + EarliestZone).Date);

    private static Rejection? Stated(Particulars said, DateOnly today)
    {
        if (TextRules.Broken("title", said.Title) is { } title) return title;
        if (said.Claimed.Sign < 0) return Problems.NegativeAmount("claimed.amount", said.Claimed.Amount);
        if (said.Claimed.IsZero) return Problems.AmountNotPositive("claimed.amount", said.Claimed.Amount);
        if (said.EffectiveOn > today) return new EffectiveInFuture(said.EffectiveOn) { Field = "effectiveOn" };
        if (said.ReceivedBy == said.Party) return new ReceivedBySelf(said.Party) { Field = "receivedBy" };
        if (said.Attributes.Count > ContributionLimits.Attributes)
            return Problems.TooMany("attributes", ContributionLimits.Attributes);
        foreach (var (name, value) in said.Attributes)
        {
            if (TextRules.Broken("attributes", name, ContributionLimits.AttributeName) is { } badName) return badName;
            if (TextRules.Broken($"attributes.{name}", value) is { } badValue) return badValue;
        }

        return null;
    }

    private static Rejection? Agreed(Particulars said, AgreementDocument? agreement)
    {
        if (agreement is null) return new AgreementNotActive(said.AgreementId, said.EffectiveOn) { Field = "agreementId" };
        if (!agreement.HasAcceded(said.Party, said.EffectiveOn)) return new PartyUnknown(said.Party, said.EffectiveOn);
        if (!agreement.HasAcceded(said.ReceivedBy, said.EffectiveOn))
            return new PartyUnknown(said.ReceivedBy, said.EffectiveOn) { Field = "receivedBy" };
        if (agreement.PolicyOf(said.Kind) is null)
            return new KindNotAgreed(said.Kind, agreement.Valuation.Kinds.Keys) { Field = "kind" };
        return said.Claimed.Currency == agreement.Currency
            ? null
            : new WrongCurrency(said.Claimed.Currency, agreement.Currency) { Field = "claimed.currency" };
    }
}

using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>What makes two contributions the same thing: a serial number, or an issuer's number of an invoice.</summary>
/// <param name="Name">The key, in the form in which it is compared.</param>
/// <param name="Field">Where it stands in the request.</param>
/// <param name="From">First day on which it is given away.</param>
/// <param name="To">Last day; the end of time unless it is lent.</param>
public sealed record AssetKey(string Name, string Field, DateOnly From, DateOnly To)
{
    /// <summary>Every key of a contribution.</summary>
    public static IReadOnlyList<AssetKey> Of(Particulars said)
    {
        var keys = new List<AssetKey>();
        if (said.Details?.Equipment is { } thing)
        {
            // What is given stays given; what was lent can be lent again, or given, once it is back.
            var span = thing.Loan ?? new Period(said.EffectiveOn, DateOnly.MaxValue);
            keys.Add(new AssetKey("serial:" + DetailRules.Normal(thing.SerialNumber), "details.equipment.serialNumber", span.From, span.To));
        }

        return [.. keys.Concat(OfPapers(said.Evidence)).DistinctBy(key => key.Name)];
    }

    /// <summary>Every key of papers.</summary>
    public static IReadOnlyList<AssetKey> OfPapers(IReadOnlyList<EvidenceItem> evidence)
    {
        var keys = new List<AssetKey>();
        for (var i = 0; i < evidence.Count; i++)
        {
            if (evidence[i] is { Number: { } number, Issuer: { } issuer })
                keys.Add(new AssetKey($"paper:{issuer}:{DetailRules.Normal(number)}", $"evidence[{i}].number", DateOnly.MinValue, DateOnly.MaxValue));
        }

        return [.. keys.DistinctBy(key => key.Name)];
    }

    public bool Meets(DateOnly from, DateOnly to) => From <= to && from <= To;
}

/// <summary>A key that a contribution of this consortium holds.</summary>
/// <param name="Key">The key.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Reference">The contribution that holds it.</param>
public sealed record StandingClaim(string Key, DateOnly From, DateOnly To, string Reference);

/// <summary>What is known of the same thing in another consortium of this deployment.</summary>
public enum Elsewhere
{
    /// <summary>It is not there.</summary>
    Nothing,

    /// <summary>It is there, and the deployment registers it with a flag.</summary>
    Flagged,

    /// <summary>It is there, and the deployment refuses it.</summary>
    Refused,
}

/// <summary>The same thing is brought in once.</summary>
internal static class DuplicateRules
{
    public static Rejection? Broken(RegisterContribution command) => Broken(AssetKey.Of(command.Particulars), command.Claims, command.Elsewhere);

    public static Rejection? Broken(IReadOnlyList<AssetKey> keys, IReadOnlyList<StandingClaim>? claims, Elsewhere elsewhere)
    {
        foreach (var key in keys)
        {
            var other = claims?.FirstOrDefault(claim => claim.Key == key.Name && key.Meets(claim.From, claim.To));
            if (other is null) continue;
            return key.Name.StartsWith("serial:", StringComparison.Ordinal)
                ? new SerialNumberTwice(other.Reference) { Field = key.Field }
                : new InvoiceTwice(other.Reference) { Field = key.Field };
        }

        return elsewhere == Elsewhere.Refused ? new RegisteredElsewhere() : null;
    }
}

public sealed record SerialNumberTwice(string Reference) : Rejection("contribution.duplicate-serial-number", RejectionKind.Conflict, new(
    $"Equipment with this serial number is brought in already, as {Reference}.", $"该出厂编号的设备已作为 {Reference} 投入。"));

public sealed record InvoiceTwice(string Reference) : Rejection("contribution.duplicate-invoice", RejectionKind.Conflict, new(
    $"A paper of this issuer with this number stands under {Reference} already.", $"该开具方的同号票据已用于 {Reference}。"));

public sealed record RegisteredElsewhere() : Rejection("contribution.registered-elsewhere", RejectionKind.Conflict, new(
    "The same thing is registered elsewhere.", "同一资产已在其他联合体登记。"));

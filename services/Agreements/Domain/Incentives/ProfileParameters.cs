using System.Globalization;
using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>
/// The parameters of a year as a region profile states them. Who names a profile gets its values, whatever else he says; what he says
/// besides is only held against them.
/// </summary>
public static class ProfileParameters
{
    private const string Area = "taxCredit.";
    private const string Rate = Area + "rate";
    private const string KindOf = Area + "baseCategories.";
    private const string Carry = Area + "carryForwardYears";
    private const string Group = Area + "groupAllowed";
    private const string Clawback = Area + "clawback";

    /// <summary>Takes the parameters of a year.</summary>
    /// <param name="found">The profile version that was named, with the days on which it rules; null when it is not adopted.</param>
    /// <param name="named">How it was named.</param>
    /// <param name="year">Calendar year.</param>
    /// <param name="currency">Of the file.</param>
    /// <param name="stated">What was stated besides, or null.</param>
    public static Outcome Take(NamedProfile? found, string named, int year, Currency currency, IncentiveParameters? stated)
    {
        if (found is not { Merged: var profile, Rules: var rules }) return Refuse(new IncentiveProfileUnknown(named));
        if (rules.From.Year > year || rules.To.Year < year) return Refuse(new IncentiveProfileNotInForce(Name(profile), year));
        if (profile.Currency != currency) return Refuse(new IncentiveProfileContradicted("currency", currency.Code, profile.Currency.Code) { Field = "currency" });
        if (new[] { Rate, Carry, Group, Clawback }.FirstOrDefault(key => !profile.Values.ContainsKey(key)) is { } lacking)
            return Refuse(new IncentiveProfileLacks(Name(profile), lacking));
        var kinds = profile.Values.Where(entry => entry.Key.StartsWith(KindOf, StringComparison.Ordinal)).ToDictionary(
            entry => entry.Key[KindOf.Length..], entry => KebabCase.Find<CreditTreatment>(entry.Value.Value.GetString()!)!.Value, StringComparer.Ordinal);
        if (kinds.Count == 0) return Refuse(new IncentiveProfileLacks(Name(profile), KindOf + "*"));
        // The published method carries without end; to let credit lapse it would have to know the year of each part.
        if (profile.Values[Carry].Value is { ValueKind: JsonValueKind.Number } years) return Refuse(new IncentiveCarryLimited(Name(profile), years.GetInt32()));

        var rate = Rational.Parse(profile.Values[Rate].Value.GetString()!);
        if (stated is not null && Against(stated, profile, rate, kinds) is { } refused) return Refuse(refused);
        return new Outcome(Parameters(profile, rate, kinds), null);
    }

    /// <summary>The parameters, or why there are none.</summary>
    public sealed record Outcome(IncentiveParameters? Parameters, Rejection? Refused);

    private static Outcome Refuse(Rejection refused) => new(null, refused.Field is null ? refused with { Field = "profile" } : refused);

    private static string Name(EffectiveProfile profile) => $"{profile.ProfileId} {profile.ProfileVersion.ToString(CultureInfo.InvariantCulture)}";

    private static Rejection? Against(IncentiveParameters stated, EffectiveProfile profile, Rational rate, Dictionary<string, CreditTreatment> kinds)
    {
        if (stated.Profile is { } id && id != profile.ProfileId) return new IncentiveProfileContradicted("profile", id, profile.ProfileId) { Field = "parameters.profile" };
        if (stated.Rate != rate) return new IncentiveProfileContradicted(Rate, stated.Rate.ToString(), profile.Values[Rate].Shown) { Field = "parameters.rate" };
        foreach (var (kind, treatment) in stated.Kinds.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            if (!kinds.TryGetValue(kind, out var said)) return new IncentiveProfileLacks(Name(profile), KindOf + kind) { Field = "parameters.kinds" };
            if (said != treatment)
                return new IncentiveProfileContradicted(KindOf + kind, KebabCase.Name(treatment), KebabCase.Name(said)) { Field = "parameters.kinds" };
        }

        return null;
    }

    private static IncentiveParameters Parameters(EffectiveProfile profile, Rational rate, Dictionary<string, CreditTreatment> kinds)
    {
        var origins = profile.Values.Where(entry => entry.Key.StartsWith(Area, StringComparison.Ordinal)).OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => new ParameterOrigin(entry.Key, entry.Value.Shown, entry.Value.Origin, entry.Value.Mark, entry.Value.Source, entry.Value.Place)).ToList();
        var ruling = origins.Where(origin => origin.Key == Rate || origin.Key.StartsWith(KindOf, StringComparison.Ordinal)).ToList();
        // The whole is as sure as its least sure value; each one's own mark stands with it.
        return new IncentiveParameters(
            rate, kinds, Sources(profile, ruling), ruling.Max(origin => origin.Mark), profile.ProfileId,
            new ProfileTerms(profile.Reference, profile.Layers, profile.Values[Group].Value.GetBoolean(), profile.Values[Clawback].Value.GetBoolean(), origins));
    }

    // Titles come from a signed document: what is too long for a line is cut there, and stands in full with its value.
    private static string Sources(EffectiveProfile profile, List<ParameterOrigin> ruling)
    {
        var titles = ruling.Select(origin => origin.Source).OfType<LegalReference>().DistinctBy(source => source.Id).Select(source => $"{source.Title.Zh} / {source.Title.En}");
        var all = string.Join("; ", titles);
        return all.Length == 0 ? Name(profile) : all.Length <= AgreementLimits.Reason ? all : all[..AgreementLimits.Reason];
    }
}

using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>The register of an agreement and its reserve as inputs of the stress (method risk.stress).</summary>
public static class StressOfRegister
{
    /// <summary>The inputs; risks in the order of their references, a risk costing at most its limit.</summary>
    /// <param name="agreement">Version in force.</param>
    /// <param name="balance">What the reserve holds; null for nothing.</param>
    /// <param name="funding">What is paid in during the year.</param>
    /// <param name="register">Registered risks; retired ones are left out.</param>
    /// <param name="seed">Starts the generator.</param>
    /// <param name="trials">How many years.</param>
    public static StressInput Inputs(
        AgreementDocument agreement, Money? balance, Money funding, IEnumerable<RegisteredRisk> register, int seed, int trials)
    {
        ArgumentNullException.ThrowIfNull(agreement);
        var zero = Money.Zero(agreement.Currency);
        var policy = agreement.Risk.Allocation;
        var risks = register.Where(risk => risk.Retired is null && risk.Entry!.Exposure.Most.Currency == agreement.Currency)
            .OrderBy(risk => risk.Entry!.Reference, StringComparer.Ordinal).ToList();
        return new StressInput(
            agreement.Currency, seed, trials, new StressedReserve(Money.Max(balance ?? zero, zero), funding, policy.ReserveLimit), policy.Retention,
            [.. risks.Select((risk, index) => Risk(risk.Entry!, Id(risk.Entry!.Reference, index)))]);
    }

    private static StressedRisk Risk(RiskEntry entry, string id)
    {
        var most = entry.Limit is { } limit ? Money.Min(entry.Exposure.Most, limit) : entry.Exposure.Most;
        return new StressedRisk(id, entry.Likelihood, entry.Strikes, Money.Min(entry.Exposure.Least, most), Money.Min(entry.Exposure.Likely, most), most);
    }

    // References may hold dots and underscores, ids of methods not; then the place keeps them apart.
    private static string Id(string reference, int index)
    {
        if (reference.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && char.IsAsciiLetterOrDigit(reference[0]) && reference.Length <= RuleLimits.Identifier) return reference;
        var plain = string.Concat(reference.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).TrimStart('-');
        return $"r{index + 1}-{plain[..Math.Min(plain.Length, 50)]}".TrimEnd('-');
    }
}

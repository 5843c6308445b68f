namespace Ledger.Agreements.Domain;

/// <summary>What people write has to say something, in bearable length.</summary>
internal static class Texts
{
    /// <summary>Whether all of them do.</summary>
    public static bool Are(params IEnumerable<string> texts) => texts.All(text => !string.IsNullOrWhiteSpace(text) && text.Length <= AgreementLimits.Reason);
}

namespace Ledger.Audit.Domain;

/// <summary>What a grant lets its holder read.</summary>
/// <param name="Parties">Organisations whose side may be read, each asked for by name; empty for the whole consortium.</param>
/// <param name="Kinds">Event types at which a question may begin; empty for all.</param>
/// <param name="From">First day of recording at which a question may begin; null for the beginning.</param>
/// <param name="To">Last day; null for no end.</param>
/// <param name="Envelopes">Only who recorded what and when, without the contents.</param>
public sealed record GrantScope(IReadOnlyList<string> Parties, IReadOnlyList<string> Kinds, DateOnly? From = null, DateOnly? To = null, bool Envelopes = false)
{
    /// <summary>Everything of the consortium.</summary>
    public static GrantScope Everything { get; } = new([], []);

    /// <summary>Envelopes of the whole consortium: who recorded what and when.</summary>
    public static GrantScope WithoutContents { get; } = new([], [], Envelopes: true);

    /// <summary>Whether nothing is left out.</summary>
    public bool IsWhole => Parties.Count == 0 && Kinds.Count == 0 && From is null && To is null && !Envelopes;
}

using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;

namespace Ledger.Distribution.Integration;

/// <summary>Keeps ends of uses in a stream of their own: they may come before the value, after it, or without one.</summary>
internal static class UseEnds
{
    public static Task KeepAsync(Commands commands, DeliveryContext delivery, ContributionUseEnded end, CancellationToken ct)
    {
        var stream = Streams.Use(end.ContributionId);
        return commands.Handle(stream, delivery, ContributionUse.None(stream), state => ContributionUseDecider.Decide(state, end), ct);
    }

    /// <exception cref="FormatException">A claim type that this version does not know: guessing would move money.</exception>
    public static BenefitClaim? Claim(string? name) =>
        name is null ? null : KebabCase.Find<BenefitClaim>(name) ?? throw new FormatException($"'{name}' is no claim type.");
}

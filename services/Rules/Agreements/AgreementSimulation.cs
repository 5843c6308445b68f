using System.Text.Json;

namespace Ledger.Rules;

/// <summary>What a pool would come to under an agreement, draft or not; nothing is stored.</summary>
public static class AgreementSimulation
{
    /// <summary>
    /// Reads {"pool","accepted",["costClaims"],["scores"]} with amounts in the agreement's currency and distributes the pool.
    /// Codes: those of the reader, party.unknown, and the waterfall.* codes.
    /// </summary>
    public static Evaluation Run(AgreementDocument agreement, JsonElement data)
    {
        ArgumentNullException.ThrowIfNull(agreement);
        var reader = new InputReader(data);
        if (!reader.Clean) return new Evaluation(null, reader.Rejections);
        var given = AgreementCases.Read(reader, agreement.Currency, agreement.Parties.Select(party => party.Id).ToHashSet(StringComparer.Ordinal));
        reader.Close();
        return reader.Clean
            ? Waterfall.Method.Evaluate(Input(agreement, given.Pool!, given.Accepted, given.CostClaims, given.Scores))
            : new Evaluation(null, reader.Rejections);
    }

    internal static WaterfallInput Input(
        AgreementDocument agreement, Money pool, IReadOnlyDictionary<string, Money> accepted, IReadOnlyList<CostClaim> claims,
        IReadOnlyDictionary<string, Rational> scores)
    {
        var input = WaterfallInput.Under(agreement, pool, accepted, claims);
        return scores.Count == 0 ? input : input with { Scores = scores };
    }
}

/// <summary>What a test vector and a simulation state alike.</summary>
internal sealed record AgreementCase(
    Money? Pool, IReadOnlyDictionary<string, Money> Accepted, IReadOnlyList<CostClaim> CostClaims, IReadOnlyDictionary<string, Rational> Scores);

/// <summary>Reads the common part of a test vector and a simulation.</summary>
internal static class AgreementCases
{
    public static AgreementCase Read(InputReader reader, Currency? currency, IReadOnlySet<string> parties)
    {
        var pool = reader.Amount("pool", currency);
        var accepted = reader.Amounts("accepted", currency, RuleLimits.Parties);
        foreach (var party in accepted.Keys.Where(party => !parties.Contains(party)))
            reader.Reject(Problems.UnknownParty($"{reader.Of("accepted")}.{party}", party));
        var claims = new List<CostClaim>();
        foreach (var entry in reader.OptionalObjects("costClaims"))
        {
            var reference = entry.Identifier("reference");
            var party = entry.Identifier("party");
            var amount = entry.PositiveAmount("amount", currency);
            var rank = entry.OptionalIdentifier("class");
            entry.Close();
            if (reference is not null && party is not null && amount is not null) claims.Add(new CostClaim(reference, party, amount, rank));
        }

        var scores = reader.Has("scores") ? reader.Weights("scores", RuleLimits.Parties) : new Dictionary<string, Rational>();
        return new AgreementCase(pool, accepted, claims, scores);
    }
}

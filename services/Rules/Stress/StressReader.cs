namespace Ledger.Rules;

/// <summary>Reads the inputs of <see cref="RiskStress"/>.</summary>
internal static class StressReader
{
    public static StressInput? Read(InputReader inputs)
    {
        var currency = inputs.Currency("currency");
        var seed = inputs.Integer("seed", 0, int.MaxValue);
        var trials = inputs.Integer("trials", 1, RuleLimits.StressTrials);
        var reserve = ReadReserve(inputs, currency);
        var retention = inputs.Amount("retention", currency);
        var risks = inputs.Objects("risks", RuleLimits.StressRisks).Select(entry => ReadRisk(entry, currency)).OfType<StressedRisk>().ToList();
        return currency is not null && seed is { } start && trials is { } count && reserve is not null && retention is not null
            ? new StressInput(currency, start, count, reserve, retention, risks)
            : null;
    }

    private static StressedReserve? ReadReserve(InputReader inputs, Currency? currency)
    {
        if (inputs.Object("reserve") is not { } reader) return null;
        var opening = reader.Amount("opening", currency);
        var funding = reader.Amount("funding", currency);
        var limit = reader.Amount("limit", currency);
        reader.Close();
        return opening is not null && funding is not null && limit is not null ? new StressedReserve(opening, funding, limit) : null;
    }

    private static StressedRisk? ReadRisk(InputReader reader, Currency? currency)
    {
        var id = reader.Identifier("id");
        var likelihood = reader.Share("likelihood");
        var strikes = reader.Integer("strikes", 1, RuleLimits.StressStrikes);
        var least = reader.Amount("least", currency);
        var likely = reader.Amount("likely", currency);
        var most = reader.Amount("most", currency);
        reader.Close();
        return id is not null && likelihood is { } chance && strikes is { } times && least is not null && likely is not null && most is not null
            ? new StressedRisk(id, chance, times, least, likely, most)
            : null;
    }
}

using Ledger.Audit.Domain;
using Ledger.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Audit.Features;

/// <summary>Parameters of a question for a population.</summary>
internal sealed record PopulationParameters(
    [FromQuery(Name = "kind")] string? Kind, [FromQuery(Name = "path")] string? Path, [FromQuery(Name = "currency")] string? Currency,
    [FromQuery(Name = "from")] string? From, [FromQuery(Name = "to")] string? To, [FromQuery(Name = "size")] long? Size)
{
    /// <exception cref="RequestRefusedException">Something is missing or malformed.</exception>
    public PopulationOf Read()
    {
        var kind = QueryText.Checked("kind", Kind, AuditLimits.TypeLength) ?? throw RequestRefused.Malformed("kind", "give the event type");
        var path = QueryText.Checked("path", Path, AuditLimits.AskedText) ?? throw RequestRefused.Malformed("path", "give the path of the amounts");
        var currency = QueryText.Checked("currency", Currency, 3) ?? throw RequestRefused.Malformed("currency", "give the currency");
        var (from, to) = (QueryTime.Day("from", From), QueryTime.Day("to", To));
        if (from > to) throw RequestRefused.Malformed("to", "the last day is before the first");
        if (Size is < 0) throw RequestRefused.Malformed("size", "the size of a log is not negative");
        _ = Work.AmountPath.Parse(path);
        if (!Rules.Currency.TryOf(currency, out _)) throw RequestRefused.Malformed("currency", "the currency is not known");
        return new PopulationOf(kind, path, currency, from, to, Size ?? 0);
    }

    public IReadOnlyList<(string Name, object? Value)> Said() =>
        [("kind", Kind), ("path", Path), ("currency", Currency), ("from", From), ("to", To), ("size", Size)];
}

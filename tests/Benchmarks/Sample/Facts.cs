using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ledger.Contracts.V1;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Benchmarks.Sample;

/// <summary>The same facts for every path: determined by client and number, of equal length.</summary>
internal static class Facts
{
    public const int Seed = 20250301;

    public static readonly Actor By = new("lin", "E1");

    /// <summary>What every fact cites; the log takes none of them in before it holds this one.</summary>
    public static readonly Guid Agreement = new(Seed, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

    private static readonly string[] Kinds = ["donated-equipment", "loaned-equipment", "technology-licence", "training-content"];

    public static ItemRecorded Of(int client, int n)
    {
        var mixed = unchecked((uint)((Seed * 31) + (client * 7919) + (n * 104729)));
        return new ItemRecorded(
            $"E1-item-{client:D3}-{n:D9}", "E1", Kinds[mixed % Kinds.Length],
            new Text("Five-axis machining centre, with tooling", "五轴加工中心（含刀具）"),
            new MoneyAmount($"{100_000 + (mixed % 900_000)}.00", "CNY"), new DateOnly(2025, 3, 1),
            [
                new ItemEvidence("invoice", "invoice", new DateOnly(2021, 5, 10), Hash($"invoice {mixed}")),
                new ItemEvidence("receipt", "delivery-note", new DateOnly(2025, 3, 1), Hash($"receipt {mixed}")),
            ],
            new Citation(Agreement, Hash("agreement")), By,
            Timestamps.Truncate(DateTimeOffset.UtcNow));
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

using System.Globalization;
using System.Text;
using Ledger.Cli.Connection;

namespace Ledger.Benchmarks.Pages;

/// <summary>Brings many contributions into a running system, as an enterprise would: by one CSV file.</summary>
internal static class ManyContributions
{
    /// <summary>Imports and waits until all of them stand.</summary>
    public static async Task BringInAsync(LedgerClient client, string person, int count, CancellationToken ct)
    {
        var paper = await client.UploadAsync<Stored>(person, "evidence", "Bank slip of the benchmark"u8.ToArray(), "text/plain", ct);
        var import = await client.UploadAsync<Import>(
            person, "imports?kind=contributions&mode=all-or-nothing&dryRun=false", File(count, paper.Sha256), "text/csv", ct, Guid.NewGuid().ToString());
        while (import.Stage is "waiting" or "running")
        {
            await Task.Delay(500, ct);
            import = (await client.GetAsync<Import>(person, $"imports/{import.Id}", ct)).Value;
        }

        if (import.Outcome != "imported") throw new InvalidOperationException($"The import ended as {import.Stage} {import.Outcome}.");
    }

    // Two years of months, so that the pictures over time have something to show.
    private static byte[] File(int count, string paper)
    {
        var text = new StringBuilder(
            "reference,agreement,kind,title (en),title (zh),effective on,received by,currency,claimed,paid on,payment reference,"
            + "evidence 1: reference,evidence 1: source class,evidence 1: issued on,evidence 1: title (en),evidence 1: title (zh),evidence 1: sha256\r\n");
        for (var i = 0; i < count; i++)
        {
            var day = new DateOnly(2025, 1 + i % 12, 1 + i % 28).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture,
                $"page-{i},taihu-2025,cash,Grant {i},资助 {i},{day},S,CNY,{1_000 + i}.00,{day},page-{i},slip,bank-record,{day},Bank slip,银行回单,{paper}\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private sealed record Stored(string Sha256);

    private sealed record Import(Guid Id, string Stage, string? Outcome = null);
}

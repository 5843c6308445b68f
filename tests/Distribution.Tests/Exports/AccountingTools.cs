using System.Diagnostics;

namespace Ledger.Distribution.Tests.Exports;

/// <summary>Programs of others that read our files: <c>./ledger test</c> installs them; without them a test says so and is skipped.</summary>
internal static class AccountingTools
{
    private static readonly string[] Folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);

    /// <summary>Whether the program is there.</summary>
    public static bool Has(string program) => Folders.Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Runs a program on a file and expects it to find nothing wrong.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(byte[] content, string extension, string program, params string[] arguments)
    {
        var path = Path.Combine(Path.GetTempPath(), $"ledger-test-{Guid.NewGuid():N}.{extension}");
        await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
        try
        {
            var start = new ProcessStartInfo(program, arguments.Select(argument => argument == "FILE" ? path : argument))
            {
                RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            };
            start.Environment["LANG"] = "C.UTF-8";
            start.Environment["LC_ALL"] = "C.UTF-8";
            using var running = Process.Start(start)!;
            var (output, error) = (running.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), running.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
            await running.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(running.ExitCode == 0, $"{program}: {await error} {await output}"[..Math.Min(2000, (await error).Length + (await output).Length + program.Length + 3)]);
            return await output;
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Balances that hledger computes from a file, by its account name and currency; those of nothing are left out.</summary>
    public static async Task<SortedDictionary<string, string>> HledgerAsync(byte[] file)
    {
        await RunAsync(file, "journal", "hledger", "-f", "FILE", "check", "-s");
        var csv = await RunAsync(file, "journal", "hledger", "-f", "FILE", "balance", "--flat", "--no-total", "--layout=bare", "-O", "csv");
        return Rows(csv, row => (row[0], row[1], row[2]));
    }

    /// <summary>Balances that beancount computes from a file.</summary>
    public static async Task<SortedDictionary<string, string>> BeancountAsync(byte[] file)
    {
        Assert.Equal("", await RunAsync(file, "beancount", "bean-check", "FILE"));
        // By its library: bean-query rounds what it prints, and fails at large amounts.
        const string Balances = """
            import sys
            from beancount import loader
            from beancount.core import realization
            entries, errors, options = loader.load_file(sys.argv[1])
            assert not errors, errors
            print("account,currency,amount")
            for account in realization.iter_children(realization.realize(entries), leaf_only=True):
                for position in account.balance:
                    print(f"{account.account},{position.units.currency},{position.units.number:f}")
            """;
        var csv = await RunAsync(file, "beancount", "/usr/bin/python3", "-c", Balances, "FILE");
        return Rows(csv, row => (row[0], row[1], row[2]));
    }

    /// <summary>A number without zeros behind: tools write as many places as they like.</summary>
    public static string Plain(string amount) => amount.Contains('.', StringComparison.Ordinal) ? amount.TrimEnd('0').TrimEnd('.') : amount;

    private static SortedDictionary<string, string> Rows(string csv, Func<string[], (string Account, string Currency, string Amount)> read)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in csv.Split('\n').Skip(1).Where(line => !string.IsNullOrWhiteSpace(line)))
        {
            // Neither accounts nor amounts hold commas or quotes.
            var (account, currency, amount) = read([.. line.Trim('\r').Split(',').Select(cell => cell.Trim().Trim('"'))]);
            if (amount.Any(c => c is >= '1' and <= '9')) found[$"{account} {currency}"] = Plain(amount);
        }

        return found;
    }
}

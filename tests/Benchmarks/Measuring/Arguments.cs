using System.Globalization;

namespace Ledger.Benchmarks.Measuring;

/// <summary>What to measure, for how long and how often.</summary>
/// <param name="CommandPath">Measure commands against raw Marten and raw Npgsql.</param>
/// <param name="Relay">Measure the way from a commit in one service to the commit in the next.</param>
/// <param name="Seconds">Length of one measured window.</param>
/// <param name="Rounds">Windows per path; ratios are taken inside a round.</param>
/// <param name="Clients">How many callers at once; each is measured by itself.</param>
/// <param name="Paths">Command paths to measure, by name; empty for all.</param>
/// <param name="Rules">Measure the calculation rules; alone they need no servers.</param>
/// <param name="Import">Measure imports and the register they fill.</param>
/// <param name="Settlement">Measure a settlement over many parties and contributions.</param>
/// <param name="Posting">Measure postings to the journal.</param>
/// <param name="Statement">Measure statements of a party with many entries.</param>
internal sealed record Arguments(
    bool CommandPath, bool Relay, int Seconds, int Rounds, IReadOnlyList<int> Clients, IReadOnlyList<string> Paths, bool Rules = true,
    bool Import = true, bool Settlement = true, bool Posting = true,
    bool Statement = true)
{
    public const string Usage =
        """
        Ledger.Benchmarks [command-path|relay|import|settlement|posting|statement|--rules] [--seconds N] [--rounds N] [--clients N,...] [--paths NAME,...]
          command-path   events/s of our command path, raw Marten and a raw insert, at 1 and 16 clients
          relay          effects/s and delay from commit to commit between two services, idle and loaded
          import         rows/s of imports against plain batched appends, 100,000 rows in one import, a page of the register
          settlement     a pool over 200 parties and 100,000 contributions against one plain INSERT … SELECT
          statement      ms of a statement of a party with 100,000 entries: page, sums, HTML, CSV
          posting        journal entries/s against a plain transfer with row locks, at 1 and 16 clients, one hot account too
          --rules        seconds of the calculation rules: exact Shapley, nucleolus, waterfall, market value; no servers needed
          --seconds N    length of one measured window, 1 to 60 (2)
          --rounds N     windows per path, 1 to 99 (7); fewer than 7 are for trying out
          --clients N,.. callers at once, 1 to 32 each (1,16)
          --paths NAME,..  only these command paths (platform, marten-inline, ...); the first is compared with the others
        Servers: LEDGER_TEST_POSTGRES (superuser connection string), LEDGER_TEST_RABBITMQ (amqp address).
        """;

    private const int DefaultSeconds = 2;
    private const int DefaultRounds = 7;

    // Each client holds a connection of a pool of 40.
    private const int MostClients = 32;

    public TimeSpan Window => TimeSpan.FromSeconds(Seconds);

    public static bool TryRead(IReadOnlyList<string> args, out Arguments arguments, out string problem)
    {
        arguments = new Arguments(CommandPath: true, Relay: true, DefaultSeconds, DefaultRounds, [1, 16], []);
        problem = "";
        for (var i = 0; i < args.Count; i++)
        {
            switch (args[i])
            {
                case "command-path":
                    arguments = arguments with { Relay = false, Rules = false, Import = false, Settlement = false, Posting = false, Statement = false };
                    break;
                case "relay":
                    arguments = arguments with { CommandPath = false, Rules = false, Import = false, Settlement = false, Posting = false, Statement = false };
                    break;
                case "import":
                    arguments = arguments with { CommandPath = false, Relay = false, Rules = false, Settlement = false, Posting = false, Statement = false };
                    break;
                case "rules" or "--rules":
                    arguments = arguments with { CommandPath = false, Relay = false, Import = false, Settlement = false, Posting = false, Statement = false };
                    break;
                case "settlement":
                    arguments = arguments with { CommandPath = false, Relay = false, Rules = false, Import = false, Posting = false, Statement = false };
                    break;
                case "statement":
                    arguments = arguments with { CommandPath = false, Relay = false, Rules = false, Import = false, Settlement = false, Posting = false };
                    break;
                case "posting":
                    arguments = arguments with { CommandPath = false, Relay = false, Rules = false, Import = false, Settlement = false, Statement = false };
                    break;
                case "--seconds" when Number(args, ++i, 60) is { } seconds:
                    arguments = arguments with { Seconds = seconds };
                    break;
                case "--rounds" when Number(args, ++i, 99) is { } rounds:
                    arguments = arguments with { Rounds = rounds };
                    break;
                case "--clients" when Numbers(args, ++i, MostClients) is { Count: > 0 } clients:
                    arguments = arguments with { Clients = clients };
                    break;
                case "--paths" when ++i < args.Count:
                    arguments = arguments with { Paths = args[i].Split(',', StringSplitOptions.RemoveEmptyEntries) };
                    break;
                default:
                    problem = $"'{args[Math.Min(i, args.Count - 1)]}' is not understood.";
                    return false;
            }
        }

        if (!arguments.CommandPath && !arguments.Relay && !arguments.Rules && !arguments.Import && !arguments.Settlement && !arguments.Posting && !arguments.Statement) problem = "Name one of command-path, relay, import, settlement, posting, statement and rules, or none for all.";
        return problem.Length == 0;
    }

    private static int? Number(IReadOnlyList<string> args, int at, int most) => at < args.Count ? Number(args[at], most) : null;

    private static List<int> Numbers(IReadOnlyList<string> args, int at, int most)
    {
        var numbers = at < args.Count ? args[at].Split(',').Select(text => Number(text, most)).ToList() : [];
        return numbers.TrueForAll(n => n is not null) ? [.. numbers.Select(n => n!.Value)] : [];
    }

    private static int? Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= 1 && n <= most ? n : null;
}

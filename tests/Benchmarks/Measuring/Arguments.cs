using System.Globalization;

namespace Ledger.Benchmarks.Measuring;

/// <summary>What to measure, for how long and how often.</summary>
/// <param name="Part">The one part that was named; null for all that run without being named.</param>
/// <param name="Seconds">Length of one measured window.</param>
/// <param name="Rounds">Windows per path; ratios are taken inside a round.</param>
/// <param name="Clients">How many callers at once; each is measured by itself.</param>
/// <param name="Paths">Command paths, or pieces of the audit and the rules part, to measure, by name; empty for all.</param>
/// <param name="Entries">Entries of the log that trails are searched in.</param>
internal sealed record Arguments(string? Part, int Seconds, int Rounds, IReadOnlyList<int> Clients, IReadOnlyList<string> Paths, int Entries)
{
    public const string Usage =
        """
        Ledger.Benchmarks [command-path|relay|import|settlement|posting|statement|trail|audit|pages|rules] [--entries N] [--seconds N] [--rounds N] [--clients N,...] [--paths NAME,...]
          command-path   events/s of our command path, raw Marten and a raw insert, at 1 and 16 clients
          relay          effects/s and delay from commit to commit between two services, idle and loaded
          import         rows/s of imports against plain batched appends, 100,000 rows in one import, a page of the register
          settlement     a pool over 1,000 parties and 100,000 contributions against one plain INSERT … SELECT
          statement      ms of a statement of a party with 100,000 entries: page, sums, HTML, CSV
          posting        journal entries/s against a plain transfer with row locks, at 1 and 16 clients, one hot account too
          trail          milliseconds of trails and searches of the audit log over a million entries; only when it is named
          audit          capture against no triggers and a locked hash chain, log intake, time to a signature, bundles; only when it is named
          pages          ms, bytes and readiness of the heaviest pages with 10,000 contributions, in a whole system; only when it is named
          rules          seconds of the calculation rules: exact Shapley, nucleolus, waterfall, market value; no servers needed
          --entries N    entries of that log, 1000 to 5000000 (1000000)
          --seconds N    length of one measured window, 1 to 60 (2)
          --rounds N     windows per path, 1 to 99 (7); fewer than 7 are for trying out
          --clients N,.. callers at once, 1 to 32 each (1,16)
          --paths NAME,..  only these command paths (platform, marten-inline, ...), the first is compared with the others;
                           or only these pieces of the audit part (capture, intake, proof, signature) or of the rules
                           (shapley, nucleolus, waterfall, comparables, reperformance, proofs)
        Servers: LEDGER_TEST_POSTGRES (superuser connection string), LEDGER_TEST_RABBITMQ (amqp address).
        """;

    /// <summary>Every part, and whether it has to be named because it takes minutes.</summary>
    private static readonly Dictionary<string, bool> Parts = new(StringComparer.Ordinal)
    {
        ["command-path"] = false, ["relay"] = false, ["import"] = false, ["settlement"] = false, ["posting"] = false, ["statement"] = false, ["rules"] = false, ["trail"] = true, ["audit"] = true, ["pages"] = true,
    };

    private const int DefaultSeconds = 2;
    private const int DefaultRounds = 7;
    private const int DefaultEntries = 1_000_000;

    // Each client holds a connection of a pool of 40.
    private const int MostClients = 32;

    public TimeSpan Window => TimeSpan.FromSeconds(Seconds);

    /// <summary>Whether a part is measured.</summary>
    public bool Measures(string part) => Part is null ? !Parts[part] : Part == part;

    /// <summary>Whether a piece of a part is asked for.</summary>
    public bool Asks(string piece) => Paths.Count == 0 || Paths.Contains(piece, StringComparer.Ordinal);

    public static bool TryRead(IReadOnlyList<string> args, out Arguments arguments, out string problem)
    {
        arguments = new Arguments(null, DefaultSeconds, DefaultRounds, [1, 16], [], DefaultEntries);
        problem = "";
        for (var i = 0; i < args.Count; i++)
        {
            switch (args[i])
            {
                case "--rules" when arguments.Part is null:
                    arguments = arguments with { Part = "rules" };
                    break;
                case var part when Parts.ContainsKey(part) && arguments.Part is null:
                    arguments = arguments with { Part = part };
                    break;
                case "--entries" when Number(args, ++i, 5_000_000) is { } entries and >= 1000:
                    arguments = arguments with { Entries = entries };
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

        return true;
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

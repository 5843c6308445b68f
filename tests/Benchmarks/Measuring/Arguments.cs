using System.Globalization;

namespace Ledger.Benchmarks.Measuring;

/// <summary>What to measure, for how long and how often.</summary>
/// <param name="CommandPath">Measure commands against raw Marten and raw Npgsql.</param>
/// <param name="Relay">Measure the way from a commit in one service to the commit in the next.</param>
/// <param name="Seconds">Length of one measured window.</param>
/// <param name="Rounds">Windows per path; ratios are taken inside a round.</param>
internal sealed record Arguments(bool CommandPath, bool Relay, int Seconds, int Rounds)
{
    public const string Usage =
        """
        Ledger.Benchmarks [command-path|relay] [--seconds N] [--rounds N]
          command-path   events/s of our command path, raw Marten and a raw insert, at 1 and 16 clients
          relay          effects/s and delay from commit to commit between two services, idle and loaded
          --seconds N    length of one measured window, 1 to 60 (2)
          --rounds N     windows per path, 1 to 99 (7); fewer than 7 are for trying out
        Servers: LEDGER_TEST_POSTGRES (superuser connection string), LEDGER_TEST_RABBITMQ (amqp address).
        """;

    private const int DefaultSeconds = 2;
    private const int DefaultRounds = 7;

    public TimeSpan Window => TimeSpan.FromSeconds(Seconds);

    public static bool TryRead(IReadOnlyList<string> args, out Arguments arguments, out string problem)
    {
        arguments = new Arguments(CommandPath: true, Relay: true, DefaultSeconds, DefaultRounds);
        problem = "";
        for (var i = 0; i < args.Count; i++)
        {
            switch (args[i])
            {
                case "command-path":
                    arguments = arguments with { Relay = false };
                    break;
                case "relay":
                    arguments = arguments with { CommandPath = false };
                    break;
                case "--seconds" when Number(args, ++i, 60) is { } seconds:
                    arguments = arguments with { Seconds = seconds };
                    break;
                case "--rounds" when Number(args, ++i, 99) is { } rounds:
                    arguments = arguments with { Rounds = rounds };
                    break;
                default:
                    problem = $"'{args[Math.Min(i, args.Count - 1)]}' is not understood.";
                    return false;
            }
        }

        if (!arguments.CommandPath && !arguments.Relay) problem = "Name one of command-path and relay, or none for both.";
        return problem.Length == 0;
    }

    private static int? Number(IReadOnlyList<string> args, int at, int most) =>
        at < args.Count && int.TryParse(args[at], NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= 1 && n <= most ? n : null;
}

namespace Ledger.Cli.Commands;

/// <summary>One verb of the command line.</summary>
public interface ICommand
{
    /// <summary>"simulate".</summary>
    string Verb { get; }

    /// <summary>How it is called: "simulate FILE [--json]".</summary>
    string Usage { get; }

    /// <summary>What it does, English and Chinese.</summary>
    Rules.Text Summary { get; }

    /// <summary>Runs it.</summary>
    /// <param name="arguments">Without the verb.</param>
    /// <param name="output">Results.</param>
    /// <param name="error">Everything that went wrong.</param>
    /// <param name="cancel">Ctrl+C.</param>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancel);
}

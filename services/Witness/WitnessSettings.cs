using Ledger.Transparency.Notes;

namespace Ledger.Witness;

/// <summary>What a witness is told, by command line (<c>--Witness:Name=…</c>) or environment (<c>Witness__Name=…</c>).</summary>
/// <param name="Name">Name of its key, for example <c>witness.university.example/1</c>.</param>
/// <param name="Folder">Where its key and its memory lie; for this witness alone.</param>
/// <param name="Logs">Keys of the logs it watches; several of one name while a log changes its key.</param>
public sealed record WitnessSettings(string Name, string Folder, IReadOnlyList<VerifierKey> Logs)
{
    /// <summary>Reads the settings.</summary>
    /// <exception cref="WitnessRefusedException">One is missing or malformed.</exception>
    public static WitnessSettings Of(string[] args) => Of(
        new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine([.. args.Where(arg => arg.StartsWith("--", StringComparison.Ordinal))]).Build());

    /// <summary>Reads the settings.</summary>
    /// <exception cref="WitnessRefusedException">One is missing or malformed.</exception>
    public static WitnessSettings Of(IConfiguration configuration)
    {
        var logs = (configuration["Witness:Logs"] ?? "").Split([' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (logs.Length > WitnessLimits.Logs) throw new WitnessRefusedException($"Witness:Logs names more than {WitnessLimits.Logs} keys.");
        var keys = logs.Select(Key).Distinct().ToList();
        return new WitnessSettings(Needed(configuration, "Name"), Path.GetFullPath(Needed(configuration, "Folder")), keys);
    }

    private static string Needed(IConfiguration configuration, string name) => configuration[$"Witness:{name}"] is { Length: > 0 } value
        ? value
        : throw new WitnessRefusedException($"Witness:{name} is not set.");

    private static VerifierKey Key(string text)
    {
        try
        {
            return VerifierKey.Parse(text) is { Type: not SignatureType.Cosignature } key
                ? key
                : throw new FormatException("it is the key of a witness, not of a log.");
        }
        catch (FormatException refused)
        {
            throw new WitnessRefusedException($"Witness:Logs: {text} is no key of a log: {refused.Message}", refused);
        }
    }
}

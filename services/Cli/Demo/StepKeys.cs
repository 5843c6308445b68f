using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Transparency;

namespace Ledger.Cli.Demo;

/// <summary>
/// Idempotency keys of a scenario's steps. They follow from the consortium, the story and the step's name alone, so that the
/// same file driven a second time is answered with what the first time did.
/// </summary>
public sealed class StepKeys
{
    // Not part of the story: where the schema lies, and what the outcome should be.
    private static readonly string[] Apart = ["$schema", "expected"];

    private readonly string _story;

    private StepKeys(string story) => _story = story;

    /// <summary>Keys of a scenario file; its layout does not matter, its content does.</summary>
    /// <param name="consortium">Consortium id.</param>
    /// <param name="utf8">The file, well-formed, without byte order mark.</param>
    public static StepKeys Of(string consortium, ReadOnlySpan<byte> utf8)
    {
        var story = JsonNode.Parse(utf8)!.AsObject();
        foreach (var member in Apart) story.Remove(member);
        var hash = SHA256.HashData(CanonicalJson.Bytes(Encoding.UTF8.GetBytes(story.ToJsonString())));
        return new StepKeys($"{consortium}\n{Convert.ToHexStringLower(hash)}");
    }

    /// <summary>The key of one step: "demo-" and 64 hexadecimal digits.</summary>
    /// <param name="step">Name of the step, unique in the scenario: <c>contribution/E1-machine/registration</c>.</param>
    public string Of(string step) => "demo-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{_story}\n{step}")));
}

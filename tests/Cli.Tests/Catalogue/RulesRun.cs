using System.Text;
using System.Text.Json;
using Ledger.Cli.Catalogue;

namespace Ledger.Cli.Tests.Catalogue;

/// <summary>Runs "rules …" in process.</summary>
internal static class RulesRun
{
    /// <summary>With standard input from a terminal.</summary>
    public static Task<(int Code, string Output, string Error)> Of(params IReadOnlyList<string> arguments) => Run(null, arguments);

    /// <summary>With a text piped in.</summary>
    public static Task<(int Code, string Output, string Error)> Piped(string text, params IReadOnlyList<string> arguments) =>
        Run(() => new MemoryStream(Encoding.UTF8.GetBytes(text)), arguments);

    public static JsonElement Json(string text) => JsonElement.Parse(text);

    private static async Task<(int Code, string Output, string Error)> Run(Func<Stream>? input, IReadOnlyList<string> arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await new CommandLine([new RulesCommand(input)], output, error).RunAsync(["rules", .. arguments], TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}

using Ledger.Portal.Api;
using Ledger.Portal.Pages.Parts;

namespace Ledger.Portal.Pages.Market;

/// <summary>Files of the register: tried first, imported only where no line has an error.</summary>
internal static class FileImports
{
    /// <summary>What the service says of the file without importing it.</summary>
    public static async Task<Answer<FileReport>> TryAsync(LedgerApi api, string path, FormReader form, string missing) => form.File("file") is { } file
        ? await api.UploadAsync<FileReport>(path + "?dryRun=true", file, "text/csv", Guid.NewGuid().ToString())
        : new Answer<FileReport>(null, null, new Fault(StatusCodes.Status400BadRequest, "input.missing", missing, "file", null));

    /// <summary>Why the file is not imported, or null: it was only to be tried, or has errors.</summary>
    public static Fault? Stops(FileReport report, FormReader form, string nothing) => report.Errors.Count > 0
        ? new Fault(StatusCodes.Status422UnprocessableEntity, "import.refused", nothing, null, null)
        : form.Text("mode") == "import" ? null : new Fault(StatusCodes.Status200OK, "import.tried", nothing, null, null);
}

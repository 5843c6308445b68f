using Ledger.Distribution;

return await DistributionService.Create(args).RunAsync(args);

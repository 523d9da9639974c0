/** Requests that move, mark, export and upload items. See model.ts for the notation; MS-OXWSCORE, MS-OXWSARCH and MS-OXWSBTRF for the meaning. */
export const BULK: Readonly<Record<string, string>> = {
	ArchiveItemType: `<BaseRequestType ArchiveSourceFolderId:TargetFolderIdType
		ItemIds:NonEmptyArrayOfBaseItemIdsType`,
	CreateActionType: 'enum CreateNew Update UpdateOrCreate',
	ExportItemsType: '<BaseRequestType ItemIds:NonEmptyArrayOfItemIdsType',
	MarkAllItemsAsReadType: `<BaseRequestType ReadFlag:boolean SuppressReadReceipts:boolean
		FolderIds:NonEmptyArrayOfBaseFolderIdsType`,
	MarkAsJunkType: `<BaseRequestType ItemIds:NonEmptyArrayOfBaseItemIdsType @IsJunk:boolean
		@MoveItem:boolean`,
	NonEmptyArrayOfItemIdsType: 'ItemId:ItemIdType+',
	NonEmptyArrayOfUploadItemsType: 'Item:UploadItemType+',
	SetUserPhotoType: `<BaseRequestType Email:NonEmptyStringType Content:string
		TypeRequested:UserPhotoTypeType?`,
	UploadItemType: `ParentFolderId:FolderIdType ItemId:ItemIdType? Data:base64Binary
		@CreateAction:CreateActionType @IsAssociated:boolean?`,
	UploadItemsType: '<BaseRequestType Items:NonEmptyArrayOfUploadItemsType',
	UserPhotoTypeType: 'enum UserPhoto ProfileHeaderPhoto',
};
